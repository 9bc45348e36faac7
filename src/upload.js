// What is read of a file that is to be uploaded.

import { get, uuid } from "./host.js";

/** Extensions and what they mean. */
const TYPES = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  m4a: "audio/mp4",
};

/**
 * A file as the service is told of it. Its key is a random name, because two people's `face.jpg` must not meet, with the
 * extension of its own name, if that is a plain one: names come from strangers' disks. Where the host has no random
 * numbers there is no key; what is neither a Blob, an ArrayBuffer nor a view of one has no size.
 */
export function described(data, name, contentType) {
  const text = (key) => {
    const value = get(data, key);
    return typeof value === "string" ? value : undefined;
  };
  const extension = /\.([a-z\d]{1,8})$/i.exec(name ?? text("name"))?.[1].toLowerCase();
  const id = uuid();
  // By its shape, because old dates of workerd give a Blob no name of its own.
  const isBlob = typeof get(data, "slice") === "function" && text("type") !== undefined;
  return {
    key: id && extension ? `${id}.${extension}` : id,
    contentType: contentType ?? (text("type") || TYPES[extension] || "application/octet-stream"),
    fileSize: get(data, isBlob ? "size" : "byteLength"),
  };
}
