/** Read members of a ZIP archive, as Word documents are. Source: PKWARE's APPNOTE, 4.3. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const DEFLATED = 8;

/** Return the text of a member; null where there is none. */
export async function member(bytes, name) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new Error("This is no Word document (.docx).");
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && view.getUint32(at, true) === ENTRY; left -= 1) {
    const [length, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    if (new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)) === name) return content(bytes, view, at);
    at += 46 + length + extra + comment;
  }
  return null;
}

async function content(bytes, view, at) {
  const local = view.getUint32(at + 42, true);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
  if (view.getUint16(at + 10, true) !== DEFLATED) return new TextDecoder().decode(packed);
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new TextDecoder().decode(await new Response(unpacked).arrayBuffer());
}
