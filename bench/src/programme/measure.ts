import type { Browser, TestAnswer } from '@nahtlos/server/testing/browser'
import type { Call } from './calls.ts'

/** Asks for something and fails where the answer is no good one; the time is noted. */
export type Ask = (call: Call) => Promise<TestAnswer>

interface Plan {
  readonly by: ReadonlyMap<string, Browser>
  /** Callers at one moment. */
  readonly atOnce: number
  readonly rounds: number
  readonly reading: readonly Call[]
  /** What one caller does in a round, one thing after the other. */
  readonly writing: readonly ((ask: Ask) => Promise<void>)[]
}

/**
 * Milliseconds of each call, by name. So many callers as are said take the next thing to ask for as soon as they are
 * answered, the deeds among the lists. The first round warms up and does not count.
 */
export async function measure({ by, atOnce, rounds, reading, writing }: Plan): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>()
  const asking =
    (counts: boolean): Ask =>
    async (call) => {
      const { account, method = 'GET', path, body } = call
      const browser = by.get(account)
      if (browser === undefined) throw new Error(`${account} is not signed in`)
      const began = performance.now()
      const answer = await browser.request(path, { method, ...(body === undefined ? {} : { body }) })
      const took = performance.now() - began
      if (answer.status >= 300) throw new Error(`${account} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      const name = nameOf(call)
      if (counts) times.set(name, [...(times.get(name) ?? []), took])
      return answer
    }
  for (let round = 0; round <= rounds; round++) {
    const ask = asking(round > 0)
    const deeds = [...writing]
    const left = reading.map((call) => async () => void (await ask(call)))
    const apart = Math.max(1, Math.floor(left.length / (deeds.length + 1)))
    const jobs = left.flatMap((job, at) => {
      const deed = at % apart === 0 ? deeds.pop() : undefined
      return deed === undefined ? [job] : [job, () => deed(ask)]
    })
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job()
      }),
    )
  }
  return times
}

function nameOf({ account, method = 'GET', path }: Call): string {
  const general = path.replace(/[0-9a-f-]{36}/g, ':id').replace(/calendar\/.+/, 'calendar/:token')
  return `${method} ${general} ${method === 'GET' ? account : ''}`.trim()
}
