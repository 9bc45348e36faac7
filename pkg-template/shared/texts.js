// The host's classes for UTF-8, made when they are first used: Jest's jsdom has neither of them, and a test may add them later.
// The glue of wasm-bindgen calls these functions. What stands in for a class does what the glue needs of it.

export const textDecoder = () =>
  globalThis.TextDecoder
    ? new TextDecoder("utf-8", { ignoreBOM: true })
    : { decode: (bytes) => decodeURIComponent(Array.from(bytes, (byte) => `%${(byte + 256).toString(16).slice(1)}`).join("")) };

export const textEncoder = () =>
  globalThis.TextEncoder
    ? new TextEncoder()
    : { encode: (text) => Uint8Array.from(unescape(encodeURIComponent(text.toWellFormed())), (sign) => sign.charCodeAt()) };
