/**
 * An Xauthority file with one MIT-MAGIC-COOKIE-1 for every display (family 0xffff, "wild"; Xau library,
 * AuFileFormat): family, address, display, name and data, each with a 16-bit length in network order.
 */
export function xAuthority(cookie: Uint8Array): Uint8Array {
  const field = (bytes: Uint8Array) => [bytes.length >> 8, bytes.length & 255, ...bytes]
  const name = new TextEncoder().encode('MIT-MAGIC-COOKIE-1')
  return Uint8Array.from([0xff, 0xff, 0, 0, 0, 0, ...field(name), ...field(cookie)])
}
