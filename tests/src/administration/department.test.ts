import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { run } from '@nahtlos/cli/run'
import * as routes from '@nahtlos/contract/api/configuration'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Page } from 'playwright-core'
import { Browser, explaining, keepPicture } from '../browser/browser.ts'
import { signedInAs, signInAt } from '../browser/portal.ts'
import { Refused, type Visitor } from '../people/visitor.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

/** She looks after the documents of social services, as far as this role goes. */
const her = 'helga.hoffmann'
const role = `kind: Role
id: amtspflege
title: { de: Amtspflege, en: Department care }
holders: { people: [${her}] }
edits:
  - { kind: Workspace, keys: [apps, summary] }
  - { kind: AccessRule, adds: true }
  - { kind: Group, adds: true }
  - { kind: App, keys: [icon] }
`
/** The groups that the city's documents speak of; she is in none of them. */
const groups = ['aussendienst', 'hoher-schutzbedarf', 'redaktion', 'it-betrieb']
  .map((id) => `kind: Group\nid: ${id}\ntitle: { de: ${id}, en: ${id} }\n`)
  .join('---\n')
const own = 'own.yaml'
const text = '{ de: T, en: T }'
const limit = `kind: AccessRule\nid: sozialamt-own\neffect: limit\ntitle: ${text}\nwithout: [print]\nreason: ${text}\n`
const group = (id: string, account: string) =>
  `kind: Group\nid: ${id}\ntitle: ${text}\ndepartment: sozialamt\npeople: [${account}]\n`

type Files = readonly ConfigurationFile[]
const withFile = (files: Files, path: string, content: string): Files => [
  ...files.filter((file) => file.path !== path),
  { path, text: content },
]
const changed = (files: Files, path: string, change: (before: string) => string): Files => {
  const before = files.find((file) => file.path === path)?.text ?? ''
  assert.notEqual(change(before), before, `${path} is changed`)
  return withFile(files, path, change(before))
}

/** What she tries, and the document or file by whose name she is refused. */
const attempts: readonly (readonly [string, string, (files: Files) => Files])[] = [
  [
    'more rights for herself',
    'Role/amtspflege',
    (all) => changed(all, 'role.yaml', (t) => `${t}  - { kind: ProgramRule, adds: true }\n`),
  ],
  [
    'a comment in a file of the city',
    'access/office.yaml',
    (all) => changed(all, 'access/office.yaml', (t) => `# mine\n${t}`),
  ],
  [
    'another name for a file of the city',
    'access/office.yaml',
    (all) => all.map((file) => (file.path === 'access/office.yaml' ? { ...file, path: 'access/mine.yaml' } : file)),
  ],
  [
    'a file of the city goes',
    'AccessRule/high-protection',
    (all) => all.filter(({ path }) => path !== 'access/high-protection.yaml'),
  ],
  [
    'a rule of the city becomes hers',
    'AccessRule/office',
    (all) =>
      changed(all, 'access/office.yaml', (t) => t.replace('id: office\n', 'id: office\ndepartment: sozialamt\n')),
  ],
  [
    'the city gives more rights',
    'AccessRule/home',
    (all) => changed(all, 'access/home.yaml', (t) => t.replace('rights: [', 'rights: [download, ')),
  ],
  ['a rule for the whole city', 'AccessRule/sozialamt-own', (all) => withFile(all, own, limit)],
  [
    'a rule for another department',
    'AccessRule/sozialamt-own',
    (all) => withFile(all, own, `${limit}department: jugendamt\n`),
  ],
  [
    'a rule that opens',
    'AccessRule/sozialamt-own',
    (all) =>
      withFile(
        all,
        own,
        `kind: AccessRule\nid: sozialamt-own\neffect: grant\ntitle: ${text}\ndepartment: sozialamt\nrights: [download]\n`,
      ),
  ],
  [
    'a group that the city means',
    'Group/it-betrieb',
    (all) => changed(all, 'groups.yaml', (t) => `${t}people: [${her}]\n`),
  ],
  [
    'somebody of another department in a group',
    'Group/sozialamt-team',
    (all) => withFile(all, own, group('sozialamt-team', 'lena.krause')),
  ],
  [
    'an app that starts something else',
    'App/firefox',
    (all) =>
      changed(all, 'apps/standard.yaml', (t) =>
        t.replace(/(id: firefox\n[\s\S]*?)command: \[[^\]]*\]/, '$1command: [sh]'),
      ),
  ],
  [
    'settings of her own',
    'SettingsTemplate/sozialamt-own',
    (all) =>
      withFile(all, own, `kind: SettingsTemplate\nid: sozialamt-own\ntitle: ${text}\ninclude: [.config/own/**]\n`),
  ],
  ['session hosts', 'Pool/own', (all) => withFile(all, own, `kind: Pool\nid: own\ntitle: ${text}\nhosts: [host-z]\n`)],
  [
    'a script as root',
    'EnvironmentRule/sozialamt-own',
    (all) =>
      withFile(
        all,
        own,
        `kind: EnvironmentRule\nid: sozialamt-own\ntitle: ${text}\non: [logon]\nactions:\n  - { action: script, id: s, concern: comfort, as: root, run: "true" }\n`,
      ),
  ],
]

describe('a department administrator tries what is not hers', () => {
  let product: TestProduct
  let browser: Browser
  let helga: Visitor
  let page: Page
  let home: string
  let present: Files
  let number = 0

  before(async () => {
    product = await TestProduct.start()
    browser = await Browser.open()
    const administrator = await product.atOffice('admin.roth')
    const [first] = await administrator.call(routes.revisions)
    const { files } = await administrator.call(routes.revisionFiles, { params: { revision: first?.number ?? 0 } })
    present = withFile(withFile(files, 'role.yaml', role), 'groups.yaml', groups)
    number = (await administrator.call(routes.publishConfiguration, { body: { files: [...present], reason: 'Rolle' } }))
      .number
    page = await browser.window()
    await signInAt(page, product, product.office, her)
    helga = await signedInAs(page, product.office)
    home = await mkdtemp(join(tmpdir(), 'nahtlos-department-'))
    const signedIn = await nahtlos('login', product.office, her)
    assert.equal(signedIn.exit, 0, signedIn.said)
  })
  afterEach(explaining(() => browser))
  after(async () => {
    await browser?.[Symbol.asyncDispose]()
    await product?.[Symbol.asyncDispose]()
    if (home !== undefined) await rm(home, { recursive: true })
  })

  /** The command, by her hands. */
  async function nahtlos(...words: string[]) {
    const said: string[] = []
    const exit = await run(words, {
      environment: { HOME: home, LANG: 'de_DE.UTF-8' },
      print: (line) => said.push(line),
      complain: (line) => said.push(line),
      ask: async (question) =>
        question.includes('Passwort') ? product.password(her) : product.authenticator(her).code(),
      close: () => undefined,
    })
    return { exit, said: said.join('\n') }
  }

  async function directoryOf(files: Files): Promise<string> {
    const directory = await mkdtemp(join(home, 'try-'))
    for (const file of files) {
      await mkdir(dirname(join(directory, file.path)), { recursive: true })
      await writeFile(join(directory, file.path), file.text)
    }
    return directory
  }

  /** What the server told of a kind of event; it tells once it wrote the event down, and its words go through a pipe. */
  async function logged(kind: string): Promise<Record<string, unknown>[]> {
    const lines = (await readFile(join(product.product.state, 'logs/server.log'), 'utf8')).split('\n')
    return lines.filter((line) => line.includes(`"event":"${kind}"`)).map((line) => JSON.parse(line))
  }

  /** What came since there were so many: as many as are expected, and whatever more is there by then. */
  async function toldSince(kind: string, before: number, expected: number): Promise<Record<string, unknown>[]> {
    let found: Record<string, unknown>[] = []
    await eventually(`${expected} times ${kind} in the log`, async () => {
      found = (await logged(kind)).slice(before)
      return found.length >= expected
    })
    return found
  }

  for (const [what, name, change] of attempts)
    test(`${what}: refused by the API, the command and the portal, on record each time, and told why`, async () => {
      const files = change(present)
      const before = (await logged('configuration.beyond-scope')).length
      const refused = await helga.call(routes.publishConfiguration, { body: { files: [...files], reason: 'x' } }).then(
        () => null,
        (error: unknown) => error,
      )
      assert.ok(refused instanceof Refused, 'the API refuses')
      assert.equal(refused.problem.code, 'beyond-scope')
      const reason = refused.problem.fields?.find(({ path }) => path === name)?.message
      assert.ok(reason, `${name} is named: ${JSON.stringify(refused.problem.fields)}`)

      const command = await nahtlos(
        'config',
        'publish',
        await directoryOf(files),
        '--reason',
        'x',
        '--base',
        `${number}`,
      )
      assert.equal(command.exit, 1)
      assert.ok(command.said.includes(name) && command.said.includes(reason.de), command.said)

      const draft = await helga.call(routes.makeDraft, { body: { title: what, files: [...files] } })
      await page.goto(`${product.office}/administration/configuration/drafts/${draft.id}`)
      await page.getByRole('button', { name: 'Veröffentlichen' }).click()
      await page.getByText('Das lässt die Konfiguration der Stadt für Ihr Amt nicht offen.').waitFor()
      await page.getByText(reason.de).first().waitFor()
      if (name === 'Group/it-betrieb') await keepPicture(page, 'department-refused')
      await helga.call(routes.discardDraft, { params: { draft: draft.id } })

      const told = await toldSince('configuration.beyond-scope', before, 3)
      assert.equal(told.length, 3, 'each door is on record')
      for (const { documents } of told) assert.ok((documents as string[]).includes(name), JSON.stringify(documents))
      const [newest] = await helga.call(routes.revisions)
      assert.equal(newest?.number, number, 'nothing was published')
    })

  test('a draft is there to be published once the page tells what it would change', async () => {
    const draft = await helga.call(routes.makeDraft, { body: { title: 'Unverändert', files: [...present] } })
    const told = Promise.withResolvers<void>()
    const asked = '**/api/administration/configuration/difference'
    await page.route(asked, async (route) => {
      await told.promise
      await route.continue()
    })
    await page.goto(`${product.office}/administration/configuration/drafts/${draft.id}`)
    await page.getByRole('heading', { name: 'Was sich ändern würde' }).waitFor()
    const publish = page.getByRole('button', { name: 'Veröffentlichen' })
    const preview = page.getByRole('button', { name: 'Vorschau über alle Beschäftigten' })
    assert.deepEqual([await publish.count(), await preview.count()], [0, 0])
    told.resolve()
    await publish.waitFor()
    await page.unroute(asked)
    await helga.call(routes.discardDraft, { params: { draft: draft.id } })
  })

  test('what she may not publish she may not preview or try out either', async () => {
    const before = (await logged('configuration.beyond-scope')).length
    const directory = await directoryOf(withFile(present, own, limit))
    const preview = await nahtlos('config', 'impact', directory)
    assert.equal(preview.exit, 1)
    assert.match(preview.said, /AccessRule\/sozialamt-own/)
    const good = await directoryOf(withFile(present, own, `${limit}department: sozialamt\n`))
    const trial = await nahtlos('config', 'publish', good, '--reason', 'x', '--base', `${number}`, '--share', '50')
    assert.equal(trial.exit, 1)
    assert.match(trial.said, /Erproben lässt nur die Administration der Stadt/)
    assert.equal((await toldSince('configuration.beyond-scope', before, 2)).length, 2)
  })

  test('what only administrators do is refused by the command and the API, and on record by its route', async () => {
    const people = join(home, 'people.json')
    await writeFile(people, JSON.stringify([{ account: 'x.neu', name: 'X', department: 'sozialamt', manager: null }]))
    const commands: readonly (readonly string[])[] = [
      ['config', 'rollback', '1', '--reason', 'x'],
      ['config', 'trial', '1', 'stop'],
      ['people', 'import', people],
      ['simulate', 'anna.becker'],
      ['hosts'],
      ['sessions'],
      ['machines'],
      ['enrol', 'agent', 'host-z'],
      ['vault', 'check'],
    ]
    for (const words of commands) {
      const { exit, said } = await nahtlos(...words)
      assert.equal(exit, 1, words.join(' '))
      assert.match(
        said,
        /Dazu sind Sie nicht berechtigt\.\n {2}→ Wenden Sie sich an Ihre Administration\./,
        words.join(' '),
      )
    }
    const { id } = await helga.call(routes.makeDraft, { body: { title: 'x' } })
    const anybody = '00000000-0000-4000-8000-00000000dead'
    const context = {
      at: '2026-03-02T09:00:00.000Z',
      listener: 'office',
      clientAddress: '10.0.0.1',
      secondFactor: false,
    }
    const calls: readonly (readonly [string, string, unknown])[] = [
      ['POST', `/api/administration/drafts/${id}/approval`, undefined],
      ['POST', '/api/administration/simulation', { person: anybody, context }],
      ['POST', '/api/administration/simulation/nearest', { person: anybody, context, workspace: 'sozialamt' }],
      ['PUT', '/api/administration/configuration/1/trial', { stage: { share: 50 } }],
    ]
    for (const [method, path, body] of calls) {
      const answer = await helga.raw(method, path, body)
      assert.equal(answer.status, 403, path)
      assert.equal(JSON.parse(answer.body).code, 'not-permitted')
    }
    await helga.call(routes.discardDraft, { params: { draft: id } })
    for (const route of [
      routes.rollBackConfiguration,
      routes.endTrial,
      routes.changeTrial,
      routes.approveDraft,
      routes.simulate,
      routes.explainNearest,
    ])
      await eventually(`${route.method} ${route.path} is on record`, async () =>
        (await logged('access.refused')).some(({ method, path }) => method === route.method && path === route.path),
      )
  })

  test('pages that are not hers say so', async () => {
    for (const path of ['/administration', '/administration/simulation', '/administration/capacity']) {
      await page.goto(`${product.office}${path}`)
      await page.getByRole('heading', { level: 1, name: 'Diese Seite ist nicht für Sie bestimmt' }).waitFor()
    }
  })
})
