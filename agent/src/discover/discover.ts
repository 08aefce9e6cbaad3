import type { Judgement } from '@nahtlos/core/settings/discover/judge-file'
import { proposeTemplate } from '@nahtlos/core/settings/discover/propose-template'
import { NotWatchable } from './fresh-seat.ts'
import { gtkProgramsDocument, templateDocument } from './template-document.ts'
import { verify } from './verify.ts'
import { watch } from './watch.ts'

export interface Discovery {
  /** Configuration documents, YAML. */
  readonly document: string
  readonly judgements: readonly Judgement[]
  /** Sentences on how the app was used, and where else its settings are. */
  readonly remarks: readonly string[]
  /** What the template does not carry; empty where it passed. */
  readonly faults: readonly string[]
  /** What was seen to be carried. */
  readonly proofs: readonly string[]
}

/** Milliseconds that all runs together may take. */
const usualLimit = 600_000

/**
 * Runs an app in two fresh homes, watches what it writes, proposes a template and verifies it by three runs more.
 *
 * @param limit milliseconds for all of it
 * @throws {NotWatchable}
 */
export async function discover(command: readonly string[], limit = usualLimit): Promise<Discovery> {
  const limits = { signal: AbortSignal.timeout(limit) }
  await using watched = await watch(command, limits)
  const { judgements, others, sections, switches, place, used, hitches } = watched
  const proposal = proposeTemplate(judgements, others)
  const document = templateDocument(command, proposal)
  const isInGSettings = sections.length > 0 || switches.length > 0
  if (document === null && !isInGSettings)
    throw new NotWatchable(`${command.join(' ')} wrote nothing that looks like settings`)
  const { faults, proofs, hitches: moreHitches } = await verify(watched, proposal, limits)
  const named = [...new Set([...sections, ...switches.map(({ section }) => section)])]
  const remarks = [
    ...(place === 'terminal' ? ['it showed no window and was run in a terminal'] : []),
    ...(used.closed === 'signal' ? ['it had to be closed by a signal, as at logoff: it may have saved less'] : []),
    ...(isInGSettings
      ? [`its settings in GSettings (${named.join(', ')}) come with the template gtk-programs, of the scope logon`]
      : []),
    ...hitches,
    ...moreHitches,
  ]
  return { document: document ?? gtkProgramsDocument, judgements, remarks, faults, proofs }
}
