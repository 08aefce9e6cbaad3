import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Carried, Exercise } from './exercise.ts'
import { exercises } from './exercises.ts'
import { prelude } from './hands.ts'
import { LibraryHost, templates } from './library-host.ts'

/** Apps that are tried side by side; each has its own window, and the machine has two cores. */
const lanes = 4
/** Seconds after which an app that does not answer is given up. */
const patience = 180

/**
 * The library of settings templates: in one desktop the real apps are told to change a setting each, by their own
 * windows or commands; then the person logs off, and in a fresh home the same apps are asked for it. All goes through
 * the launchers, the agent and a vault, under containment.
 */
describe('a setting that was changed is there in a fresh home', () => {
  const told = new Map<string, string>()
  const answered = new Map<string, string>()
  const early = new Map<string, boolean>()
  const saved = new Map<string, boolean>()
  let host: LibraryHost

  before(async () => {
    host = await LibraryHost.start()
    await host.begin()
    const change = async ({ app, change }: Exercise) => {
      told.set(app, await run(change))
    }
    const [withKeys, without] = [
      exercises.filter((each) => each.pressesKeys),
      exercises.filter((each) => !each.pressesKeys),
    ]
    await sideBySide(without, change)
    await sideBySide(withKeys, change, 2)
    await host.end()
    const files = exercises.flatMap(carried)
    for (const { template, file } of files) {
      saved.set(file, file in (await host.vault.files(host.person, template)))
    }
    await host.begin()
    for (const { file } of files) early.set(file, host.isInHome(file))
    await sideBySide(exercises, async ({ app, ask }) => {
      answered.set(app, await run(ask, told.get(app)))
    })
    await host.end()
  })
  after(() => host?.[Symbol.asyncDispose]())

  for (const exercise of exercises) {
    const { app, template } = exercise
    test(`of ${app}, by the template ${template}`, () => {
      assert.notEqual(told.get(app), '', 'it was changed')
      for (const { template, file } of carried(exercise)) {
        assert.ok(saved.get(file), `${file} is in the vault`)
        const { scope } = host.template(template)
        assert.equal(
          early.get(file),
          scope === 'logon',
          `${file} is there before the app starts exactly where the scope says so`,
        )
      }
      assert.equal(answered.get(app), told.get(app))
    })
  }

  function run(script: string, expected = ''): Promise<string> {
    const quoted = expected.replaceAll("'", "'\\''")
    return host.sh(`EXPECTED='${quoted}' timeout ${patience} sh <<'SCRIPT'\n${prelude}\n${script}\nSCRIPT`)
  }

  async function sideBySide(
    some: readonly Exercise[],
    work: (exercise: Exercise) => Promise<void>,
    atOnce = lanes,
  ): Promise<void> {
    const queue = some.values()
    const lane = async () => {
      for (const exercise of queue) await work(exercise)
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
  }
})

function carried({ template, file, beside = [] }: Exercise): readonly Carried[] {
  return [{ template, file }, ...beside]
}

test('every template is tried, of those for two versions of an app the one for the version that is here', () => {
  const tried = new Set(exercises.flatMap(carried).map(({ template }) => template))
  const left = templates.filter(({ id, versions }) => !tried.has(id) && versions === undefined)
  assert.deepEqual(left, [])
  assert.ok(tried.size >= 30)
})
