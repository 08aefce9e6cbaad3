import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { onTopOf } from './carry-over.ts'
import { openDraft } from './drafts.ts'
import { goodConfiguration } from './publish.ts'
import { revisionFiles } from './revisions.ts'

/** What a question is about: files, a draft, a revision, or what is in force. */
export interface About {
  readonly files?: ConfigurationFile[] | undefined
  readonly draft?: number | undefined
  readonly revision?: number | undefined
}

/** A configuration with the files that it was made of. */
export interface Asked {
  readonly configuration: Configuration
  readonly files: readonly ConfigurationFile[]
  /** Null for a revision: nobody is about to publish it. */
  readonly drafted: readonly ConfigurationFile[] | null
}

/** The configuration that a question is about; null where it is the one in force and there is none. */
export async function askedAbout(services: Services, caller: Caller, about: About): Promise<Asked | null> {
  if (about.files !== undefined)
    return { configuration: goodConfiguration(about.files), files: about.files, drafted: about.files }
  const inForce = services.published.current()
  if (about.draft !== undefined) {
    const { draft, files } = await openDraft(services, caller, about.draft)
    const own = goodConfiguration(files)
    // What others published meanwhile is not what this draft changes.
    const drafted = await onTopOf(services, files, draft.base, inForce?.revision ?? null)
    return { configuration: drafted === files ? own : goodConfiguration(drafted), files: drafted, drafted }
  }
  if (about.revision !== undefined) {
    const files = await revisionFiles(services.database, about.revision)
    if (files === null) throw new ProblemError('not-found')
    return { configuration: goodConfiguration(files), files, drafted: null }
  }
  if (inForce === null) return null
  const files = (await revisionFiles(services.database, inForce.revision)) ?? []
  return { configuration: inForce.configuration, files, drafted: null }
}

export async function configurationAbout(
  services: Services,
  caller: Caller,
  about: About,
): Promise<Configuration | null> {
  return (await askedAbout(services, caller, about))?.configuration ?? null
}
