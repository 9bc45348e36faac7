// The security headers of every answer. `assemble.mjs` writes the same ones for the files that Cloudflare serves by
// itself.

/**
 * The headers by name. `isHttps` says whether pages come over https; `media` names an origin besides https ones from
 * which pages show results.
 */
export function securityHeaders({ isHttps, media = "" }) {
  const results = ["https:", media].filter(Boolean).join(" ");
  const policy = [
    "default-src 'none'",
    // The page compiles the wasm of the package.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `img-src 'self' blob: ${results}`,
    `media-src 'self' blob: ${results}`,
    // Results are downloaded from where the service keeps them.
    `connect-src 'self' ${results}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    ...(isHttps && { "strict-transport-security": "max-age=31536000" }),
  };
}

/** The answer with the headers. An answer that opens a WebSocket has no use for them. */
export function secured(response, options) {
  if (response.webSocket) return response;
  const answer = new Response(response.body, response);
  for (const [name, value] of Object.entries(securityHeaders(options))) answer.headers.set(name, value);
  return answer;
}
