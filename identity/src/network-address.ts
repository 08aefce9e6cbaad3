/** Where a listener is, as `node:net` wants it. */
export interface NetworkAddress {
  readonly host: string
  readonly port: number
}

/** Takes `name:port`, `192.0.2.1:port` and `[2001:db8::1]:port` apart. */
export function parseAddress(text: string): NetworkAddress {
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || !(port > 0 && port < 65_536))
    throw new RangeError(`${JSON.stringify(text)} is no address of the form name:port`)
  return { host, port }
}
