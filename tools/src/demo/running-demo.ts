import type { Status } from './status.ts'

/** What a person asked for, where she did; null is her not saying. */
export interface Asked {
  readonly port: number | null
  readonly address: string | null
}

/** A sentence where the demo that runs is not the one asked for; null where it is. */
export function otherThanAsked(
  { office, authority }: Pick<Status, 'office' | 'authority'>,
  asked: Asked,
): string | null {
  const { hostname, port } = new URL(office)
  const otherPort = asked.port !== null && asked.port !== 0 && String(asked.port) !== port
  const otherAddress =
    asked.address !== null && (authority === null || asked.address !== hostname.replace(/^\[|\]$/g, ''))
  if (!otherPort && !otherAddress) return null
  return `Diese Vorführung läuft schon, unter einer anderen Adresse. Beenden Sie sie zuerst: ./nahtlos stop
This demo runs already, at another address. End it first: ./nahtlos stop`
}
