import { z } from 'zod'
import { StaffRole } from '../access/context.ts'
import { Account, PersonId } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { Language } from '../text.ts'
import { route } from './route.ts'

export const Password = z.string().min(1).max(256)
export const NewPassword = z
  .string()
  .min(12, says('braucht mindestens 12 Zeichen', 'needs at least 12 characters'))
  .max(256)
export const TotpCode = z.string().regex(/^\d{6}$/, says('muss aus sechs Ziffern bestehen', 'must be six digits'))

/** What is still due before the person is signed in; `none` when she is. */
export const Due = z.enum(['none', 'second-factor', 'set-up-second-factor', 'new-password'])
export type Due = z.infer<typeof Due>

export const Me = z.strictObject({
  due: Due,
  person: z.strictObject({
    id: PersonId,
    account: Account,
    name: z.string(),
    department: z.strictObject({ id: z.string(), title: z.strictObject({ de: z.string(), en: z.string() }) }),
    roles: z.array(StaffRole),
    /** Whether she approves for somebody: manages people, heads a department, or approves for IT. */
    approver: z.boolean(),
    /** Whether she may edit something of the configuration. */
    editor: z.boolean(),
    language: Language,
  }),
  hasSecondFactor: z.boolean(),
  zone: z.strictObject({
    id: z.string().nullable(),
    title: z.strictObject({ de: z.string(), en: z.string() }),
    outside: z.boolean(),
  }),
})
export type Me = z.infer<typeof Me>

export const signIn = route({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Sign in with account and password',
  permission: 'anyone',
  body: z.strictObject({ account: z.string().min(1).max(64), password: Password }),
  answer: Me,
})

export const giveSecondFactor = route({
  method: 'POST',
  path: '/api/sign-in/second-factor',
  summary: 'Give the six-digit code of the authenticator app',
  permission: 'half-signed-in',
  body: z.strictObject({ code: TotpCode }),
  answer: Me,
})

export const choosePassword = route({
  method: 'POST',
  path: '/api/sign-in/password',
  summary: 'Replace the password, e.g. a first password, by one of your own',
  permission: 'half-signed-in',
  body: z.strictObject({ present: Password, next: NewPassword }),
  answer: Me,
})

export const signOut = route({
  method: 'POST',
  path: '/api/sign-out',
  summary: 'Sign out; running sessions stay',
  permission: 'half-signed-in',
  answer: null,
})

export const me = route({
  method: 'GET',
  path: '/api/me',
  summary: 'Who am I, from where, and what is still due',
  permission: 'half-signed-in',
  answer: Me,
})

/** Set-up works from inside only, with a password given in this sign-in. */
export const beginSecondFactor = route({
  method: 'POST',
  path: '/api/second-factor',
  summary: 'Begin to set up an authenticator app (TOTP, RFC 6238)',
  permission: 'half-signed-in',
  answer: z.strictObject({ uri: z.string().startsWith('otpauth://'), secret: z.string() }),
})

export const confirmSecondFactor = route({
  method: 'POST',
  path: '/api/second-factor/confirmation',
  summary: 'Confirm the authenticator app with a code',
  permission: 'half-signed-in',
  body: z.strictObject({ code: TotpCode }),
  answer: Me,
})

export const firstRun = route({
  method: 'GET',
  path: '/api/first-administrator',
  summary: 'Whether the first administrator is still to be made, and where the caller comes from',
  permission: 'anyone',
  answer: z.strictObject({
    due: z.boolean(),
    /** As the rules for places see it; `unknown` where no zone matches. */
    place: z.enum(['office', 'outside', 'unknown']),
  }),
})

export const makeFirstAdministrator = route({
  method: 'POST',
  path: '/api/first-administrator',
  summary: 'Make the first administrator with the secret that the server wrote at its first start',
  permission: 'first-run',
  body: z.strictObject({
    secret: z.string().min(1).max(128),
    account: Account,
    name: z.string().min(1).max(200),
    password: NewPassword,
  }),
  answer: z.strictObject({ person: PersonId }),
  status: 201,
})
