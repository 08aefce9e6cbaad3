import type { Context } from '@nahtlos/contract/access/context'
import type { Text } from '@nahtlos/contract/text'
import { findZone } from '@nahtlos/core/access/zone'
import type { InForce } from '../configuration/published.ts'
import type { CallerZone } from './caller.ts'

const unknown: Text = { de: 'Unbekanntes Netz', en: 'Unknown network' }
const unconfigured: Text = { de: 'Noch nicht eingerichtet', en: 'Not set up yet' }

/**
 * The zone of a connection. A place that no zone names counts as outside. Before the first configuration there are no
 * zones and nothing to protect but the first administrator, who has to get in to publish one: that counts as inside.
 */
export function zoneOf(inForce: InForce | null, context: Context): CallerZone {
  if (inForce === null) return { id: null, title: unconfigured, outside: false }
  const found = findZone(inForce.configuration, context)
  if (found === null) return { id: null, title: unknown, outside: true }
  const { id, title, outside } = found.zone
  return { id, title, outside }
}
