import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { openDraft } from './drafts.ts'
import { goodConfiguration } from './publish.ts'
import { revisionFiles } from './revisions.ts'

/** What a question is about: files, a draft, a revision, or what is in force. */
export interface About {
  readonly files?: ConfigurationFile[] | undefined
  readonly draft?: number | undefined
  readonly revision?: number | undefined
}

/** The configuration that a question is about; null where it is the one in force and there is none. */
export async function configurationAbout(
  services: Services,
  caller: Caller,
  about: About,
): Promise<Configuration | null> {
  if (about.files !== undefined) return goodConfiguration(about.files)
  if (about.draft !== undefined) return goodConfiguration((await openDraft(services, caller, about.draft)).files)
  if (about.revision !== undefined) {
    const files = await revisionFiles(services.database, about.revision)
    if (files === null) throw new ProblemError('not-found')
    return goodConfiguration(files)
  }
  return services.published.current()?.configuration ?? null
}
