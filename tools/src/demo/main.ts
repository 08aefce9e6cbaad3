import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readAccounts, totpCode } from './accounts.ts'
import { startDetached, supervisorLog } from './detached.ts'
import { isAlive } from './living-process.ts'
import { type Places, placesFrom } from './places.ts'
import { Progress } from './progress.ts'
import { DemoRefusal } from './refusal.ts'
import { tellStatus } from './report.ts'
import { otherThanAsked } from './running-demo.ts'
import { readStatus, type Status } from './status.ts'
import { resetDemo, stopDemo } from './stop.ts'
import { supervise } from './supervise.ts'
import { untilStarted } from './until-started.ts'
import { welcome } from './welcome.ts'

/** `./nahtlos demo | stop | status | reset | code`; `supervise` is what `demo --detach` starts. */
const commands: Readonly<Record<string, (places: Places, args: string[]) => Promise<void>>> = {
  demo,
  supervise: (places, args) =>
    runUntilTold(places, addressFrom(args), (step) => console.log(step)).then(() => undefined),
  stop: async (places, args) => {
    demandNothing(args)
    await stop(places)
  },
  status: async (places, args) => {
    demandNothing(args)
    await tellStatus(places)
  },
  reset,
  code,
}

async function demo(places: Places, args: string[]): Promise<void> {
  const address = addressFrom(args)
  const present = readStatus(places.state)
  const progress = new Progress()
  const tell = (step: string) => progress.next(step)
  const greet = async ({ office, outside }: Pick<Status, 'office' | 'outside'>) =>
    console.log(welcome(office, outside, await readAccounts(places.state), places.state))
  try {
    if (present !== null && isAlive(present.supervisor) && present.failure === null) {
      if (present.step !== null) console.log('Another command starts this demo already; waiting for it.')
      const running = await untilStarted(places.state, present.supervisor, supervisorLog(places), tell)
      progress.finish()
      await greet(running)
      const other = otherThanAsked(running, { port: places.chosenPort, address })
      if (other !== null) console.log(`\n${other}`)
      return
    }
    if (present !== null) await stopDemo(places)
    if (args.includes('--detach')) {
      await mkdir(join(places.state, 'logs'), { recursive: true })
      const status = await startDetached(places, address, tell)
      progress.finish()
      await greet(status)
      console.log(`\ngestartet in / started in ${progress.totalSeconds} s`)
    } else {
      await runUntilTold(places, address, tell, async (office, outside) => {
        progress.finish()
        await greet({ office, outside })
        console.log(
          `\ngestartet in / started in ${progress.totalSeconds} s.  Strg+C beendet alles. / Ctrl+C ends everything.`,
        )
      })
    }
  } catch (error) {
    progress.fail()
    throw error
  }
}

/** Runs the product until Ctrl+C or `./nahtlos stop`. */
async function runUntilTold(
  places: Places,
  address: string | null,
  tell: (step: string) => void,
  started: (office: string, outside: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const told = new Promise<void>((done) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => done())
  })
  await mkdir(join(places.state, 'logs'), { recursive: true })
  const product = await supervise(places, address, tell)
  await started(product.office, product.outside)
  await told
  console.log('\nAlles wird beendet … / Ending everything …')
  await product.close()
}

async function stop(places: Places): Promise<void> {
  console.log(
    (await stopDemo(places))
      ? 'The demo has ended, its desktops were logged off. Accounts, requests, documents and settings stay for the next start.'
      : 'No demo is running.',
  )
}

async function reset(places: Places, args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { yes: { type: 'boolean' } } })
  if (values.yes !== true && process.stdin.isTTY && readStatus(places.state) !== null) {
    const reader = createInterface({ input: process.stdin, output: process.stdout })
    const answer = await reader.question(
      'Everything in the demo is forgotten: accounts, requests, settings, desktops. Go on? yes/no ',
    )
    reader.close()
    if (answer.trim().toLowerCase() !== 'yes')
      throw new DemoRefusal('Nothing was forgotten.', './nahtlos reset, and yes.')
  }
  await resetDemo(places)
  console.log('The demo has ended and is forgotten.')
}

/** An option that does not exist must not end or forget anything. */
function demandNothing(args: string[]): void {
  parseArgs({ args, options: {} })
}

async function code(places: Places, [name]: string[]): Promise<void> {
  const accounts = await readAccounts(places.state)
  const account = accounts.find((each) => each.account === name)
  if (account === undefined) {
    throw new DemoRefusal(
      name === undefined ? 'Whose code?' : `There is no demo account ${name}.`,
      accounts.length === 0
        ? 'No demo was started yet: ./nahtlos demo.'
        : `./nahtlos code ACCOUNT, with one of: ${accounts.map((each) => each.account).join(', ')}`,
    )
  }
  if (account.totpSecret === null)
    throw new DemoRefusal(`${name} has no second factor.`, 'Set it up in the portal, at the office.')
  const { code, secondsLeft } = totpCode(account.totpSecret, Date.now())
  console.log(`${code}  (${secondsLeft} s)`)
}

function addressFrom(args: string[]): string | null {
  const { values } = parseArgs({
    args,
    options: { detach: { type: 'boolean' }, address: { type: 'string' } },
  })
  const address = values.address ?? null
  if (address !== null && /^(0\.0\.0\.0|\[?::\]?)$/.test(address))
    throw new DemoRefusal(`${address} means every address.`, 'Browsers need to be told one: give one of this machine.')
  return address
}

const [command = '', ...args] = process.argv.slice(2)
try {
  const run = commands[command]
  if (run === undefined) throw new DemoRefusal(`There is no command ${command}.`, './nahtlos help tells them all.')
  await run(placesFrom(process.env), args)
  process.exit(0)
} catch (error) {
  const argumentsAreWrong =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (!(error instanceof DemoRefusal) && !argumentsAreWrong) throw error
  console.error(
    `\n✗ ${error.message}\n  → ${error instanceof DemoRefusal ? error.way : './nahtlos help tells all commands.'}`,
  )
  process.exit(1)
}
