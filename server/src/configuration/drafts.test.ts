import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { administrator, importWithSignIn, setUpSecondFactor, signIn, smallStaff, staff } from '../testing/people.ts'
import { smallCity } from '../testing/small-city.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'
import { publishConfiguration } from './publish.ts'
import { impactOf } from './survey.ts'
import { watchTrial } from './trials.ts'

const configuration = '/api/administration/configuration'
const drafts = '/api/administration/drafts'

const rule = (effect: string) => `kind: AccessRule
effect: limit
id: quiet
title: { de: Ohne Einfügen, en: No pasting }
when: zone.outside && "protected" in person.groups
${effect}
reason: { de: Wegen Schutzbedarf., en: Because of protection need. }
`
const department = `kind: Role
id: amtspflege
title: { de: Amtspflege, en: Department care }
holders: { people: [t.weber, a.kern] }
edits:
  - { kind: Workspace, keys: [apps, summary] }
  - { kind: AccessRule, adds: true }
  - { kind: Group, adds: true }
`
const ownWorkspace = `kind: Workspace
id: amt
title: { de: Amt, en: Department }
summary: { de: Amt, en: Department }
department: sozialamt
members: { departments: [sozialamt] }
pool: main
`

/** The small city with four eyes, a role and a file of the department's own. */
const city: ConfigurationFile[] = [
  ...smallCity.map(({ path, text }) => ({ path, text: text.replace('fourEyes: false', 'fourEyes: true') })),
  { path: 'role.yaml', text: department },
  { path: 'sozialamt.yaml', text: ownWorkspace },
]
const withFile = (path: string, text: string) => [...city.filter((file) => file.path !== path), { path, text }]

describe('drafts and revisions', () => {
  let server: TestServer
  let one: Browser
  let two: Browser
  let keeper: Browser
  let nobody: Browser
  let deputy: Browser
  before(async () => {
    server = await testServer()
    one = (await administrator(server)).browser
    const protectedStaff = Array.from({ length: 24 }, (_, index) => ({
      account: `s${index}`,
      name: `S ${index}`,
      department: index < 20 ? 'sozialamt' : 'ordnungsamt',
      groups: index < 12 ? ['protected'] : [],
      manager: null,
    }))
    const passwords = await importWithSignIn(one, [
      ...smallStaff,
      { account: 'z.weite', name: 'Zoe Weite', department: 'ordnungsamt', manager: null, roles: ['administrator'] },
    ])
    await one.request('/api/administration/people', { body: { people: protectedStaff } })
    two = await staff(server, 'z.weite', passwords.get('z.weite'))
    await setUpSecondFactor(server, two)
    await publish(one, city)
    keeper = await staff(server, 't.weber', passwords.get('t.weber'))
    await setUpSecondFactor(server, keeper)
    deputy = await staff(server, 'a.kern', passwords.get('a.kern'))
    await setUpSecondFactor(server, deputy)
    nobody = await staff(server, 'j.sommer', passwords.get('j.sommer'))
  })
  after(() => server[Symbol.asyncDispose]())

  async function publish(by: Browser, files: ConfigurationFile[], more: object = {}) {
    return by.request(configuration, { body: { files, reason: 'Test', ...more } })
  }
  async function draftOf(by: Browser, files: ConfigurationFile[]): Promise<number> {
    const made = await by.request(drafts, { body: { title: 'Entwurf', files } })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    return made.body.id
  }
  /** Whoever approves has looked at it before, as it was then. */
  async function approve(by: Browser, id: number, seen?: string) {
    const now = (await by.request(`${drafts}/${id}`)).body.draft?.changedAt ?? new Date().toISOString()
    return by.request(`${drafts}/${id}/approval`, { body: { seen: seen ?? now } })
  }
  const publishDraft = (by: Browser, id: number, more: object = {}) =>
    by.request(`${drafts}/${id}/publication`, { body: { reason: 'Test', ...more } })
  const inForce = () => server.services.published.current()?.revision
  async function idOf(account: string): Promise<string> {
    const { database } = server.services
    return (await database.selectFrom('person').select('id').where('account', '=', account).executeTakeFirstOrThrow())
      .id
  }

  test('a draft says what it changes in words, whom it concerns, and whether it needs a second person', async () => {
    const draft = await draftOf(one, withFile('rule.yaml', rule('without: [clipboard-in]')))
    const { body } = await one.request(`${configuration}/difference`, { body: { draft } })
    assert.equal(body.secondPerson, true)
    assert.deepEqual(
      body.changes.map(({ document, what, security }: Record<string, unknown>) => [document, what, security]),
      [['AccessRule/quiet', 'added', true]],
    )
    assert.ok(
      body.changes[0].sentences.some(({ de }: { de: string }) => de.includes('einfügen nicht mehr erlaubt')),
      JSON.stringify(body.changes),
    )
    assert.deepEqual(
      body.changes[0].lines.map(({ kind, text }: Record<string, unknown>) => `${kind} ${text}`),
      rule('without: [clipboard-in]')
        .trimEnd()
        .split('\n')
        .map((line) => `added ${line}`),
    )
    const mistyped = withFile('rule.yaml', rule('without: [clipboard-in]').replace('"protected"', '"protcted"'))
    const said = (await one.request(`${configuration}/difference`, { body: { files: mistyped } })).body
    assert.deepEqual(said.changes[0].sentences.at(-1), {
      de: 'Achtung: In der Gruppe „protcted“ ist niemand – meinten Sie "protected"?',
      en: 'Beware: nobody is in the group "protcted" – did you mean "protected"?',
    })
    assert.ok(
      body.changes[0].sentences.every(({ de }: { de: string }) => !de.startsWith('Achtung')),
      'somebody is in the group that is meant',
    )
    const { body: impact } = await one.request(`${configuration}/impact`, { body: { draft } })
    assert.deepEqual([impact.losing, impact.gaining], [12, 0])
    assert.deepEqual(
      impact.lines.map(({ zone, item, people, withAgreement }: Record<string, unknown>) => [
        zone,
        item,
        people,
        withAgreement,
      ]),
      [
        ['home', 'clipboard-in', 12, 0],
        ['home', 'clipboard-in', 12, 0],
      ],
    )
    assert.deepEqual(impact.lines[0].groups[0].id, 'protected')
    await one.request(`${drafts}/${draft}`, { method: 'DELETE' })
  })

  test('a security rule waits for a second administrator, who is not one of its authors', async () => {
    const before = inForce()
    const refused = await publish(one, withFile('rule.yaml', rule('without: [clipboard-in]')))
    assert.equal(refused.body.code, 'second-person-required')
    const draft = Number(refused.body.draft)
    assert.equal((await publishDraft(one, draft)).body.code, 'second-person-required')
    assert.equal((await approve(one, draft)).body.code, 'own-draft')
    assert.equal((await approve(two, draft)).body.state, 'approved')
    // Whoever changes it afterwards takes the approval away.
    const files = withFile('rule.yaml', rule('without: access'))
    const changed = await one.request(`${drafts}/${draft}`, { method: 'PUT', body: { files } })
    assert.equal(changed.body.draft.state, 'validated')
    assert.equal((await publishDraft(one, draft)).body.code, 'second-person-required')
    assert.equal(inForce(), before)
    await approve(two, draft)
    const published = await publishDraft(one, draft)
    assert.equal(published.status, 201, JSON.stringify(published.body))
    assert.equal(published.body.approvedBy, 'Zoe Weite')
    assert.equal((await one.request(`${drafts}/${draft}`)).status, 404)
    const { body } = await one.request(`${configuration}/${published.body.number}/changes`)
    assert.equal(body.changes[0].document, 'AccessRule/quiet')
  })

  test('what its author changed after the second person looked is not what she approves', async () => {
    const draft = await draftOf(one, withFile('rule.yaml', rule('without: [clipboard-in]')))
    const seen = (await two.request(`${drafts}/${draft}`)).body.draft.changedAt
    const later = withFile('rule.yaml', rule('without: [print]'))
    assert.equal((await one.request(`${drafts}/${draft}`, { method: 'PUT', body: { files: later } })).status, 200)
    assert.equal((await approve(two, draft, seen)).body.code, 'draft-changed')
    assert.equal((await two.request(`${drafts}/${draft}/approval`, { body: {} })).status, 400, 'she has to say what')
    assert.equal((await publishDraft(one, draft)).body.code, 'second-person-required')
    assert.equal((await approve(two, draft)).body.state, 'approved')
    await one.request(`${drafts}/${draft}`, { method: 'DELETE' })
  })

  test('an administrator who wrote on a draft of somebody else cannot approve it either', async () => {
    const draft = await draftOf(one, withFile('rule.yaml', rule('without: [control]')))
    await two.request(`${drafts}/${draft}`, { method: 'PUT', body: { files: city } })
    assert.equal((await approve(two, draft)).body.code, 'own-draft')
    await one.request(`${drafts}/${draft}`, { method: 'DELETE' })
  })

  test('the last step is rolled back with one press, an older one is a change like any other', async () => {
    const present = inForce() ?? 0
    const back = await one.request(`${configuration}/${present - 1}/rollback`, { body: { reason: 'Versehen' } })
    assert.equal(back.status, 201, JSON.stringify(back.body))
    assert.deepEqual([back.body.number, back.body.rollsBack, back.body.state], [present + 1, present - 1, 'in-force'])
    const { body } = await one.request(`${configuration}/${present + 1}`)
    assert.deepEqual(body.files, city)
    // What was just withdrawn is not "the one before": it would come back by one press.
    const again = await one.request(`${configuration}/${present}/rollback`, { body: { reason: 'Doch wieder' } })
    assert.equal(again.body.code, 'second-person-required')
    const older = await one.request(`${configuration}/1/rollback`, { body: { reason: 'Weit zurück' } })
    assert.equal(older.body.code, 'second-person-required')
    assert.equal((await keeper.request(`${configuration}/${present}/rollback`, { body: { reason: 'x' } })).status, 403)
  })

  test('a draft keeps what others published meanwhile, and a file that both changed is a conflict', async () => {
    const mine = await draftOf(one, withFile('mine.yaml', plainDocument('mine')))
    const theirs = await publish(two, withFile('template.yaml', plainDocument('second')))
    assert.equal(theirs.status, 201, JSON.stringify(theirs.body))
    const late = await draftOf(two, [...withFile('template.yaml', plainDocument('third'))])
    assert.equal((await publishDraft(one, mine)).status, 201)
    const { body } = await one.request(`${configuration}/${inForce()}`)
    assert.ok(body.files.some(({ path }: ConfigurationFile) => path === 'template.yaml'))
    await publish(one, [
      ...body.files.filter(({ path }: ConfigurationFile) => path !== 'template.yaml'),
      { path: 'template.yaml', text: plainDocument('fourth') },
    ])
    const conflict = await publishDraft(two, late)
    assert.equal(conflict.body.code, 'draft-outdated')
    assert.equal(conflict.body.fields[0].path, 'template.yaml')
    await publish(one, city)
  })

  test('files say which revision they were made from, so that nobody takes back what others published', async () => {
    const base = inForce()
    assert.equal((await publish(two, withFile('theirs.yaml', plainDocument('theirs')), { base })).status, 201)
    assert.equal((await publish(one, withFile('mine.yaml', plainDocument('mine')), { base })).status, 201)
    const { body } = await one.request(`${configuration}/${inForce()}`)
    const paths = body.files.map(({ path }: ConfigurationFile) => path)
    assert.ok(paths.includes('theirs.yaml') && paths.includes('mine.yaml'), String(paths))
    const conflict = await publish(two, withFile('mine.yaml', plainDocument('other')), { base })
    assert.deepEqual([conflict.status, conflict.body.code], [409, 'draft-outdated'])
    await publish(one, city)
  })

  test('of two that publish at the same moment from one base, the second is decided against the first', async () => {
    const base = inForce()
    const answers = await Promise.all([
      publish(one, withFile('mine.yaml', plainDocument('mine')), { base }),
      publish(two, withFile('theirs.yaml', plainDocument('theirs')), { base }),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201],
    )
    const { body } = await one.request(`${configuration}/${inForce()}`)
    const paths = body.files.map(({ path }: ConfigurationFile) => path)
    assert.ok(paths.includes('mine.yaml') && paths.includes('theirs.yaml'), String(paths))
    await publish(one, city)
  })

  test('a decision against a state that holds no longer is refused under the lock', async () => {
    const { services } = server
    const caller = {
      person: { id: await idOf('verwaltung'), name: 'Vera Waltung' },
      context: { clientAddress: '127.0.0.1' },
    }
    await assert.rejects(
      publishConfiguration(services, caller as Parameters<typeof publishConfiguration>[1], {
        files: city,
        against: (inForce() ?? 0) - 1,
        reason: 'Zu spät',
        stage: null,
        approvedBy: null,
        rollsBack: null,
      }),
      { code: 'draft-outdated' },
    )
  })

  test('of two authors of one draft the second is told that it changed, and nothing of the first is lost', async () => {
    const draft = await draftOf(one, city)
    const seen = (await one.request(`${drafts}/${draft}`)).body.draft.changedAt
    server.advance(1000)
    const put = (by: Browser, files: ConfigurationFile[]) =>
      by.request(`${drafts}/${draft}`, { method: 'PUT', body: { files, seen } })
    assert.equal((await put(two, withFile('mine.yaml', plainDocument('mine')))).status, 200)
    assert.equal((await put(one, city)).body.code, 'draft-changed')
    const { body } = await one.request(`${drafts}/${draft}`)
    assert.ok(body.files.some(({ path }: ConfigurationFile) => path === 'mine.yaml'))
    await one.request(`${drafts}/${draft}`, { method: 'DELETE' })
  })

  test('nobody makes herself the second person: who becomes an administrator waits for another one', async () => {
    const import_ = (by: Browser, person: object) =>
      by.request('/api/administration/people', { body: { people: [person] } })
    const second = {
      account: 'n.neu',
      name: 'Nina Neu',
      department: 'ordnungsamt',
      manager: null,
      roles: ['administrator', 'help-desk'],
      signIn: true,
    }
    const imported = (await import_(one, second)).body
    assert.deepEqual(imported.waiting, ['n.neu'])
    const [{ password: firstHalf, half }] = imported.firstPasswords
    assert.deepEqual([half, firstHalf.length], [true, 9])
    const rolesOf = async () =>
      (
        await server.services.database
          .selectFrom('person')
          .select('roles')
          .where('account', '=', 'n.neu')
          .executeTakeFirst()
      )?.roles
    assert.deepEqual(await rolesOf(), ['help-desk'])
    assert.equal((await signIn(server.browser('office'), 'n.neu', firstHalf)).status, 401, 'half a password is none')
    const waiting = '/api/administration/waiting-roles'
    const [entry] = (await two.request(waiting)).body
    assert.deepEqual([entry.person.account, entry.roles, entry.mine], ['n.neu', ['administrator'], false])
    assert.equal((await one.request(`${waiting}/${entry.person.id}`, { method: 'POST' })).body.code, 'own-draft')
    assert.equal((await keeper.request(`${waiting}/${entry.person.id}`, { method: 'POST' })).status, 403)
    const { secondHalf } = (await two.request(`${waiting}/${entry.person.id}`, { method: 'POST' })).body
    assert.deepEqual(await rolesOf(), ['help-desk', 'administrator'])
    assert.equal(
      (await signIn(server.browser('office'), 'n.neu', `${firstHalf}-${secondHalf}`)).body.due,
      'new-password',
    )
    // Taking the others' role away first does not help either.
    const others = [
      { ...second, roles: [], signIn: false },
      { account: 'z.weite', name: 'Zoe Weite', department: 'ordnungsamt', manager: null, roles: [] },
    ]
    await one.request('/api/administration/people', { body: { people: others } })
    const alone = await import_(one, { ...second, account: 'x.strohmann', name: 'Xaver Strohmann' })
    assert.deepEqual(alone.body.waiting, ['x.strohmann'])
    await sql`update person set roles = '{administrator}' where account = 'z.weite'`.execute(server.services.database)
    const left = (await two.request(waiting)).body.find(
      (one: { person: { account: string } }) => one.person.account === 'x.strohmann',
    )
    assert.equal((await two.request(`${waiting}/${left.person.id}`, { method: 'DELETE' })).status, 204)
    assert.equal(
      (await signIn(server.browser('office'), 'x.strohmann', alone.body.firstPasswords[0].password)).status,
      401,
    )
  })

  test('a department administrator edits what is left open, and sees why not where it is not', async () => {
    const entries = (await keeper.request(`${configuration}/documents`)).body
    const entry = (name: string) => entries.find((one: { name: string }) => one.name === name)
    assert.equal(entry('Workspace/amt').editable, true)
    assert.equal(entry('Workspace/soziales').refusal.de, 'Dieses Dokument gehört der Stadt.')

    const good = withFile('sozialamt.yaml', ownWorkspace.replace('pool: main', 'apps: [editor]\npool: main'))
    assert.equal((await publish(keeper, good)).status, 201)
    const attempts: [string, ConfigurationFile[]][] = [
      ['Role/amtspflege', withFile('role.yaml', department.replace('a.kern]', 'a.kern, j.sommer]'))],
      ['city.yaml', city.map((file) => (file.path === 'city.yaml' ? { ...file, text: `# x\n${file.text}` } : file))],
      [
        'Workspace/amt',
        withFile('sozialamt.yaml', ownWorkspace.replace('[sozialamt] }', '[sozialamt, ordnungsamt] }')),
      ],
      ['AccessRule/own', withFile('own.yaml', rule('without: access').replace('id: quiet', 'id: own'))],
      [
        'Group/protected',
        withFile(
          'own.yaml',
          'kind: Group\nid: protected\ntitle: { de: G, en: G }\ndepartment: sozialamt\npeople: [j.sommer]\n',
        ),
      ],
      [
        'Group/sozialamt-team',
        withFile(
          'own.yaml',
          'kind: Group\nid: sozialamt-team\ntitle: { de: G, en: G }\ndepartment: sozialamt\npeople: [p.fremd]\n---\nkind: Group\nid: protected\ntitle: { de: G, en: G }\ndepartment: sozialamt\n',
        ),
      ],
      ['Pool/own', withFile('own.yaml', 'kind: Pool\nid: own\ntitle: { de: P, en: P }\nhosts: [host-z]\n')],
      [
        'App/editor',
        city.map((file) => ({ ...file, text: file.text.replace('command: [mousepad]', 'command: [sh]') })),
      ],
      [
        'AccessRule/everywhere',
        city.map((file) => ({
          ...file,
          text: file.text.replace('rights: [control, clipboard-in]', 'rights: [control]'),
        })),
      ],
    ]
    const before = inForce()
    for (const [what, files] of attempts) {
      const refused = await publish(keeper, files)
      assert.equal(refused.body.code, 'beyond-scope', what)
      assert.ok(
        refused.body.fields.some(({ path }: { path: string }) => path === what),
        what,
      )
      const draft = await draftOf(keeper, files)
      assert.equal((await publishDraft(keeper, draft)).body.code, 'beyond-scope', what)
      await keeper.request(`${drafts}/${draft}`, { method: 'DELETE' })
    }
    assert.equal(inForce(), before)
    const { count } = await server.services.database
      .selectFrom('event')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('kind', '=', 'configuration.beyond-scope')
      .executeTakeFirstOrThrow()
    assert.equal(count, 2 * attempts.length, 'every attempt is recorded')
  })

  test('who holds the same role goes on with a draft, and a trial is the city’s alone', async () => {
    const files = withFile('sozialamt.yaml', ownWorkspace.replace('pool: main', 'apps: [editor]\npool: main'))
    const draft = await draftOf(keeper, files)
    assert.equal((await deputy.request(`${drafts}/${draft}`)).status, 200)
    assert.ok((await deputy.request(drafts)).body.some(({ id }: { id: number }) => id === draft))
    assert.equal((await deputy.request(`${drafts}/${draft}`, { method: 'PUT', body: { files } })).status, 200)
    const before = inForce()
    assert.equal((await publishDraft(keeper, draft, { stage: { departments: ['ordnungsamt'] } })).status, 403)
    assert.equal((await publish(keeper, files, { stage: { share: 50 } })).status, 403)
    const trial = await publish(one, withFile('template.yaml', plainDocument('second')), { stage: { share: 10 } })
    assert.equal(trial.body.state, 'trial')
    assert.equal((await publishDraft(deputy, draft)).body.code, 'trial-running')
    assert.equal((await publish(keeper, files)).body.code, 'trial-running')
    assert.equal(server.services.published.trial()?.revision, trial.body.number)
    assert.equal(inForce(), before)
    await one.request(`${configuration}/${trial.body.number}/trial`, { body: { outcome: 'stop' } })
    await one.request(`${drafts}/${draft}`, { method: 'DELETE' })
    const nowhere = await publish(one, files, { stage: { departments: ['sozialmat'] } })
    assert.equal(nowhere.body.code, 'invalid-input')
    assert.match(nowhere.body.fields[0].message.en, /sozialamt/)
  })

  test('what is somebody else’s draft is not there, and nobody without a role comes in at all', async () => {
    const draft = await draftOf(one, city)
    for (const method of ['GET', 'DELETE'] as const)
      assert.equal((await keeper.request(`${drafts}/${draft}`, { method })).status, 404)
    assert.equal((await publishDraft(keeper, draft)).status, 404)
    assert.equal((await approve(keeper, draft)).status, 403)
    assert.equal((await keeper.request(`${configuration}/difference`, { body: { draft } })).status, 404)
    assert.equal((await keeper.request('/api/administration/people?q=Sommer')).status, 403)
    for (const path of [configuration, drafts, `${configuration}/documents`, `${configuration}/1`])
      assert.equal((await nobody.request(path)).body.code, 'not-permitted', path)
    await one.request(`${drafts}/${draft}`, { method: 'DELETE' })
  })

  test('a department administrator learns nothing about single people by a preview', async () => {
    const present: ConfigurationFile[] = (await one.request(`${configuration}/${inForce()}`)).body.files
    const own = (when: string) => ({
      path: 'own.yaml',
      text: `kind: AccessRule\nid: own\neffect: limit\ntitle: { de: O, en: O }\ndepartment: sozialamt\nwhen: '${when}'\nwithout: [clipboard-in]\nreason: { de: O, en: O }\n`,
    })
    const preview = (by: Browser, file: ConfigurationFile) =>
      by.request(`${configuration}/impact`, { body: { files: [...present, file] } })
    // Names, documents of others and people of other departments are no questions for her.
    assert.equal((await preview(keeper, own('person.account == "s1"'))).body.code, 'beyond-scope')
    const citys = { path: 'rule.yaml', text: rule('without: [clipboard-in]') }
    assert.equal((await preview(keeper, citys)).body.code, 'beyond-scope')
    const all = (await preview(keeper, own('zone.outside'))).body
    const truth = (await preview(one, own('zone.outside'))).body
    assert.deepEqual([all.blurred, truth.blurred], [true, false])
    assert.ok(all.people < truth.people, 'only her own department is counted')
    assert.ok(Math.abs(Number(all.losing) - truth.losing) <= 5, JSON.stringify([all.losing, truth.losing]))
    assert.ok(all.lines.every(({ withAgreement }: { withAgreement: unknown }) => withAgreement === null))
    // Nobody and one are the same answer.
    const few = [
      own('"nobody-is-in-it" in person.groups'),
      own('"protected" in person.groups && zone.outside && !zone.outside'),
    ]
    for (const file of few) {
      const { body } = await preview(keeper, file)
      assert.deepEqual([body.concerned, body.losing, body.gaining, body.lines], ['<10', '<10', '<10', []])
    }
    const { details } = await server.services.database
      .selectFrom('event')
      .select('details')
      .where('kind', '=', 'impact.seen')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    assert.deepEqual((details as { documents: string[] }).documents, ['AccessRule/own'], 'what was asked is on record')
  })

  test('nobody has two previews at once', async () => {
    const { services } = server
    const next = services.published.current()?.configuration ?? null
    const caller = {
      person: { id: await idOf('verwaltung'), roles: ['administrator'] },
      context: { clientAddress: '127.0.0.1' },
    } as unknown as Parameters<typeof impactOf>[1]
    const first = impactOf(services, caller, next, undefined)
    await assert.rejects(impactOf(services, caller, next, undefined), { code: 'survey-running' })
    assert.equal((await first).blurred, false)
    assert.equal((await impactOf(services, caller, next, undefined)).concerned, 0, 'afterwards she may again')
  })

  test('a trial holds for its stage only, and is stopped when starts fail more often', async () => {
    const files = withFile('template.yaml', plainDocument('second'))
    assert.equal((await publish(one, files, { stage: { departments: ['sozialamt'] } })).body.state, 'trial')
    const trial = server.services.published.trial()?.revision
    const { published, database } = server.services
    assert.equal(published.for({ id: 'x', department: 'sozialamt' })?.revision, trial)
    assert.notEqual(published.for({ id: 'x', department: 'ordnungsamt' })?.revision, trial)
    assert.equal((await publish(two, files, { stage: { share: 10 } })).body.code, 'trial-running')

    const { id: person } = await database.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow()
    const start = (revision: number | undefined, state: string, index: number, notices: readonly string[] = []) =>
      sql`insert into session (id, person, workspace, app, pool, session_order, environment, environment_digest, state, since, started_at, revision, notices)
        values (gen_random_uuid(), ${person}, ${`w${index}`}, '', 'main', '{}', '{}', '', ${state}, now(), now(), ${revision ?? 0}, ${JSON.stringify(notices)})`.execute(
        database,
      )
    for (let index = 0; index < 20; index++) await start(inForce(), index === 0 ? 'failed' : 'ended', index)
    await start(trial, 'failed', 30)
    await start(trial, 'failed', 31)
    await watchTrial(server.services)
    assert.equal(published.trial()?.revision, trial, 'two failures may be chance')
    // Nobody's logon fails where a drive of a faulty rule is not there, and yet the rule is faulty.
    await start(trial, 'ended', 32, ['environment-incomplete'])
    await watchTrial(server.services)
    assert.equal(published.trial(), null)
    const [stopped] = (await one.request(configuration)).body
    assert.equal(stopped.state, 'stopped')
    assert.match(stopped.detail.en, /3 of 3 starts failed/)
    assert.deepEqual(stopped.starts, { started: 3, failed: 3 })
    assert.notEqual(inForce(), trial)

    assert.equal((await publish(one, files, { stage: { share: 50 } })).body.state, 'trial')
    const second = published.trial()?.revision
    // More people take part, and it goes on.
    const wider = { method: 'PUT', body: { stage: { departments: ['sozialamt', 'ordnungsamt'] } } } as const
    assert.equal((await one.request(`${configuration}/${second}/trial`, wider)).body.state, 'trial')
    assert.equal(published.for({ id: 'x', department: 'ordnungsamt' })?.revision, second)
    const nowhere = { method: 'PUT', body: { stage: { departments: ['sozialmat'] } } } as const
    assert.equal((await one.request(`${configuration}/${second}/trial`, nowhere)).body.code, 'invalid-input')
    assert.equal((await keeper.request(`${configuration}/${second}/trial`, wider)).status, 403)
    const completed = await one.request(`${configuration}/${second}/trial`, { body: { outcome: 'complete' } })
    assert.equal(completed.body.state, 'in-force')
    assert.equal(inForce(), second)
    // Told is the difference to what was in force, and not to the trial in between that came to nothing.
    const { changes } = (await one.request(`${configuration}/${second}/changes`)).body
    const told = changes.map(({ document, what }: Record<string, unknown>) => `${document} ${what}`)
    assert.ok(told.includes('SettingsTemplate/second added'), told.join())
  })

  test('a revision that was changed in the database is refused, and what held goes on holding', async () => {
    const { database, published } = server.services
    const before = inForce()
    // Somebody with the database in hand: switches the guard off, and adds a revision of her own making.
    await sql`alter table revision_file disable trigger user`.execute(database)
    await sql`alter table revision disable trigger user`.execute(database)
    await sql`insert into revision (number, published_at, author, reason, documents) values (900, now(), 'x', 'x', 1)`.execute(
      database,
    )
    await sql`insert into revision_file select 900, position, path, content from revision_file where revision = ${before}`.execute(
      database,
    )
    await published.refresh()
    assert.equal(inForce(), before, 'without a signature')
    await sql`insert into revision_signature select 900, signature from revision_signature where revision = ${before}`.execute(
      database,
    )
    await published.refresh()
    assert.equal(inForce(), before, 'with the signature of another one')
    assert.equal((await one.request(`${configuration}/900/rollback`, { body: { reason: 'x' } })).status, 404)
  })
})

/** A document that decides nothing about security. */
function plainDocument(id: string): string {
  return `kind: SettingsTemplate
id: ${id}
title: { de: Zweite, en: Second }
include: [.config/${id}/**]
`
}
