// What is read of a file that is to be uploaded.

import { attempt, get, kindOf, textOf, uuid } from "../host/host.js";

/**
 * Media types, as mime-db 1.54 has them (IANA's, or a browser's where IANA has none): in front of the subtype stands the
 * extension, where that is another word. The first extension of a type is what a nameless file gets.
 */
const TYPES =
  "image/ jpg=jpeg jpeg png webp gif avif heic heif bmp svg=svg+xml tif=tiff tiff ico=vnd.microsoft.icon " +
  "video/ mp4 mov=quicktime webm mkv=x-matroska m4v=x-m4v avi=x-msvideo 3gp=3gpp mpeg mpg=mpeg ts=mp2t ogv=ogg wmv=x-ms-wmv flv=x-flv " +
  "audio/ mp3=mpeg wav m4a=mp4 aac flac ogg opus=ogg weba=webm wma=x-ms-wma amr " +
  "application/ pdf json srt=x-subrip text/ txt=plain vtt";

/** The extension and the type of the first row that is good. */
function find(isGood) {
  let top = "";
  for (const word of TYPES.split(" ")) {
    const [extension, subtype = extension] = word.split("=");
    if (/\/$/.test(word)) top = word;
    else if (isGood(extension, top + subtype)) return [extension, top + subtype];
  }
  return [];
}

/**
 * A file as the service is told of it. Its key is a random name, because two people's `face.jpg` must not meet, with the
 * extension of its own name, if that is a plain one (names come from strangers' disks), or of its type. Where the host has no
 * random numbers there is no key. What is neither a Blob nor bytes that a `fetch` takes has no size, and a wrong media type
 * of the caller's is left out.
 */
export function described(file, name, contentType) {
  const isType = (type) => /^[\w.+-]+\/[\w.+-]+ *(;[ -~]*)?$/.test(type);
  const own = textOf(get(file, "type"));
  // What follows `?` or `#` is not part of a name that is an address.
  const dot = /\.([a-z\d]{1,8})(\s*$|[?#])/i;
  const named = /** @type {any} */ (dot.exec(name ?? textOf(get(file, "name"))))?.[1].toLowerCase();
  const unknown = "application/octet-stream";
  const type =
    contentType ?? (isType(own) && own !== unknown ? own : (find((each) => each === named)[1] ?? unknown));
  const [bare] = type.toLowerCase().split(/ *;/);
  // Many types have several names: `audio/x-wav`, `audio/mp3`.
  const extension =
    named ?? find((_, each) => each === bare)[0] ?? find((each) => bare.split(/\/(?:x-)?/)[1] === each)[0];
  const id = uuid();
  // By its shape, because old dates of workerd give a Blob no name of its own.
  const can = (method) => typeof get(file, method) === "function";
  // One of the host's own is sent as it is, and any other is read first.
  const isBlob = own !== undefined && can("slice") && (can("arrayBuffer") || attempt(() => file instanceof Blob));
  const buffer = get(file, "buffer") ?? file;
  const isFixed = kindOf(buffer) === "ArrayBuffer" && !get(buffer, "resizable");
  return {
    key: id && extension ? `${id}.${extension}` : id,
    contentType: isType(type) ? type : undefined,
    fileSize: get(file, isBlob ? "size" : isFixed ? "byteLength" : ""),
  };
}
