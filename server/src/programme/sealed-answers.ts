import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { SecretBox } from '../sign-in/secret-box.ts'
import type { OpenApplication } from './tables.ts'

interface Answers {
  readonly familyDuties: boolean
  readonly representative: boolean
}

/** Of one size, whatever they are: a box is as long as what is in it. */
const size = 64

/** Parts an application into what may lie open in the database and what is sealed; `about` is the request's id. */
export function seal(
  secrets: SecretBox,
  application: TeleworkApplication,
  about: string,
): { readonly open: OpenApplication; readonly sealed: Buffer } {
  const { familyDuties, representative, ...open } = application
  const answers: Answers = { familyDuties: familyDuties === true, representative: representative === true }
  return { open, sealed: secrets.seal(JSON.stringify(answers).padEnd(size), about) }
}

/** Puts the application together again. A request without sealed answers was filed before there were any. */
export function unseal(
  secrets: SecretBox,
  open: OpenApplication,
  sealed: Buffer | null,
  about: string,
): TeleworkApplication {
  const answers: Answers =
    sealed === null ? { familyDuties: false, representative: false } : JSON.parse(secrets.open(sealed, about))
  return { ...open, ...answers }
}
