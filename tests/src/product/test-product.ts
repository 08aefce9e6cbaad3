import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { giveSecondFactor, signIn } from '@nahtlos/contract/api/sign-in'
import { approvals, decideRequest, fileRequest, teleworkTerms } from '@nahtlos/contract/api/telework'
import type { AgreementView } from '@nahtlos/contract/programme/telework-agreement'
import { exampleCity } from '@nahtlos/tools/demo/example-city'
import type { City } from '@nahtlos/tools/demo/first-start'
import { buildPortal } from '@nahtlos/tools/demo/portal'
import { type Product, startProduct } from '@nahtlos/tools/demo/product'
import { applicationFor } from '../people/application.ts'
import { Authenticator } from '../people/authenticator.ts'
import { Visitor } from '../people/visitor.ts'

const root = resolve(import.meta.dirname, '../../..')

export interface TestProductOptions {
  readonly city?: City
  /** For journeys over the API alone; saves the portal's build. */
  readonly withoutPortal?: boolean
  /** Milliseconds between two evaluations of live connections. */
  readonly reevaluateEvery?: number
  /** The mail server that takes the product's mails; without one it sends none. */
  readonly mail?: { readonly port: number }
}

/** The whole product with the example city, its programs as processes of their own, in directories of its own. */
export class TestProduct implements AsyncDisposable {
  readonly product: Product
  readonly #directories: readonly string[]
  readonly #authenticators = new Map<string, Authenticator>()
  readonly #settledStep = Math.floor(Date.now() / 30_000)

  private constructor(product: Product, directories: readonly string[]) {
    this.product = product
    this.#directories = directories
  }

  static async start(options: TestProductOptions = {}): Promise<TestProduct> {
    const state = await mkdtemp(join(tmpdir(), 'nahtlos-state-'))
    // A socket's path has at most 107 bytes, so the run directory is short.
    const run = await mkdtemp('/run/nht-')
    const product = await startProduct({
      root,
      state,
      run,
      basePort: 0,
      city: options.city ?? exampleCity(100),
      portal: options.withoutPortal === true ? state : (await buildPortal(root)).directory,
      ...(options.mail === undefined ? {} : { mail: { host: '127.0.0.1', port: options.mail.port } }),
      ...(options.reevaluateEvery === undefined ? {} : { reevaluateEvery: options.reevaluateEvery }),
    })
    return new TestProduct(product, [state, run])
  }

  get office(): string {
    return this.product.office
  }

  get outside(): string {
    return this.product.outside
  }

  password(account: string): string {
    return this.#account(account).password
  }

  authenticator(account: string): Authenticator {
    const known = this.#authenticators.get(account)
    if (known !== undefined) return known
    const { totpSecret } = this.#account(account)
    if (totpSecret === null) throw new Error(`${account} has no second factor`)
    const made = new Authenticator(totpSecret, this.#settledStep)
    this.#authenticators.set(account, made)
    return made
  }

  /** Somebody signed in at the office, with the second factor where it is demanded. */
  atOffice(account: string): Promise<Visitor> {
    return this.#signedIn(account, this.office)
  }

  /** Somebody signed in from outside, with the second factor. */
  fromOutside(account: string): Promise<Visitor> {
    return this.#signedIn(account, this.outside)
  }

  /** Files a request for today and tomorrow at any hour, with everything the form asks. Returns its id. */
  async file(person: Visitor): Promise<string> {
    const { today } = await person.call(teleworkTerms)
    const weekday = ((new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7) + 1
    const week = [weekday, (weekday % 7) + 1].map((day) => ({ weekday: day, from: '00:00', until: '24:00' }))
    const until = new Date(Date.parse(`${today}T12:00:00Z`) + 60 * 86_400_000).toISOString().slice(0, 10)
    return (await person.call(fileRequest, { body: applicationFor({ from: today, until, week }) })).id
  }

  /** Files such a request and has it approved by all who decide. */
  async agree(person: Visitor, approvers: readonly string[]): Promise<AgreementView> {
    const request = await this.file(person)
    await this.approve(request, approvers)
    const last = await this.atOffice(approvers.at(-1) as string)
    const { agreements } = await last.call(approvals)
    const made = agreements.find((agreement) => agreement.request === request)
    if (made === undefined) throw new Error('the approved request became no agreement')
    return made
  }

  /** Has each of these take the step of a request that waits for her. */
  async approve(request: string, approvers: readonly string[]): Promise<void> {
    for (const account of approvers) {
      const approver = await this.atOffice(account)
      const { waiting } = await approver.call(approvals)
      const found = waiting.find(({ id }) => id === request)
      const [step] = found?.yours ?? []
      if (found === undefined || step === undefined) throw new Error(`the request does not wait for ${account}`)
      const outcome = found.steps.find(({ number }) => number === step)?.task === 'opinion' ? 'consented' : 'approved'
      const body = { step, round: found.round, outcome, reason: null } as const
      await approver.call(decideRequest, { params: { request }, body })
    }
  }

  /** The number of the running PostgreSQL's first process. */
  async postgresql(): Promise<number> {
    const file = join(this.product.state, 'server/postgresql')
    const pid = await readFile(join(file, 'postmaster.pid'), 'utf8')
    return Number(pid.split('\n')[0])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.product.close()
    for (const directory of this.#directories) await rm(directory, { recursive: true, force: true })
  }

  #account(account: string) {
    const found = this.product.accounts.find((each) => each.account === account)
    if (found === undefined) throw new Error(`the example city has no account ${account}`)
    return found
  }

  async #signedIn(account: string, origin: string): Promise<Visitor> {
    const visitor = new Visitor(origin)
    const me = await visitor.call(signIn, { body: { account, password: this.password(account) } })
    if (me.due === 'none') return visitor
    if (me.due !== 'second-factor') throw new Error(`${account} cannot sign in: ${me.due} is due`)
    await visitor.call(giveSecondFactor, { body: { code: await this.authenticator(account).code() } })
    return visitor
  }
}
