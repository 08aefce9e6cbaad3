import { setTimeout as delay } from 'node:timers/promises'
import {
  beginSecondFactor,
  choosePassword,
  confirmSecondFactor,
  giveSecondFactor,
  type Me,
  signIn,
} from '@nahtlos/contract/api/sign-in'
import { type DemoAccount, makePassword, totpCode } from './accounts.ts'
import { type ApiConversation, ApiProblem } from './api.ts'

/** Signs in with all that is demanded; from the office, a second factor is set up where one is due. */
export async function signInFully(conversation: ApiConversation, account: DemoAccount): Promise<DemoAccount> {
  let present = account
  let me = await conversation.call(signIn, { account: account.account, password: account.password })
  while (me.due !== 'none') {
    const step = await takeStep(conversation, present, me)
    me = step.me
    present = step.account
  }
  return present
}

/** Signs in, replaces the first password by an own one, and sets up the second factor where it is missing. */
export async function settleAccount(conversation: ApiConversation, account: DemoAccount): Promise<DemoAccount> {
  const signedIn = await signInFully(conversation, account)
  if (signedIn.totpSecret !== null) return signedIn
  return (await setUpSecondFactor(conversation, signedIn)).account
}

interface Step {
  readonly me: Me
  readonly account: DemoAccount
}

async function takeStep(conversation: ApiConversation, account: DemoAccount, me: Me): Promise<Step> {
  switch (me.due) {
    case 'new-password': {
      const next = makePassword()
      const after = await conversation.call(choosePassword, { present: account.password, next })
      return { me: after, account: { ...account, password: next, firstPassword: false } }
    }
    case 'set-up-second-factor':
      return setUpSecondFactor(conversation, account)
    default: {
      if (account.totpSecret === null)
        throw new Error(`${account.account} has a second factor that nobody remembers; ./nahtlos reset begins anew`)
      return { me: await giveCode(conversation, account.totpSecret), account }
    }
  }
}

async function setUpSecondFactor(conversation: ApiConversation, account: DemoAccount): Promise<Step> {
  const { secret } = await conversation.call(beginSecondFactor)
  const { code } = totpCode(secret, Date.now())
  const me = await conversation.call(confirmSecondFactor, { code })
  return { me, account: { ...account, totpSecret: secret } }
}

/** A code is good once: where this one was used a moment ago, the next one is waited for. */
async function giveCode(conversation: ApiConversation, secret: string): Promise<Me> {
  const { code, secondsLeft } = totpCode(secret, Date.now())
  try {
    return await conversation.call(giveSecondFactor, { code })
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error
    await delay((secondsLeft + 1) * 1000)
    return conversation.call(giveSecondFactor, { code: totpCode(secret, Date.now()).code })
  }
}
