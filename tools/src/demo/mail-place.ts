import { isIPv6 } from 'node:net'
import { DemoRefusal } from './refusal.ts'

/** Where a mail server listens. */
export interface MailPlace {
  readonly host: string
  readonly port: number
}

const thisMachine: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost'])

/** Reads `HOST:PORT`, `[ADDRESS]:PORT`, or the port of a mail server of this machine alone. */
export function mailServerFrom(written: string | undefined): MailPlace | null {
  if (written === undefined || written === '') return null
  const found = /^(?:(?:\[([\da-f:]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(written)
  const [, address, name, digits] = found ?? []
  const port = Number(digits)
  const host = address ?? name ?? '127.0.0.1'
  if (found === null || port < 1 || port > 65_535 || (address !== undefined && !isIPv6(address)))
    throw new DemoRefusal(`NAHTLOS_MAIL is ${written}.`, 'Give a mail server as HOST:PORT, e.g. localhost:1025.')
  return { host, port }
}

/** Mails that stay on this very machine need no encryption; all others go with it or not at all. */
export function securityTo({ host }: MailPlace): 'none' | 'starttls' {
  return thisMachine.has(host) ? 'none' : 'starttls'
}
