import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { run } from '@nahtlos/cli/run'
import type { Terminal } from '@nahtlos/cli/terminal'
import { type OfficeServer, officeServer } from './office-server.ts'

/** A terminal whose owner types these answers. */
function typing(environment: Record<string, string>, ...answers: string[]) {
  const printed: string[] = []
  const complained: string[] = []
  const terminal: Terminal = {
    environment,
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    ask: async () => answers.shift() ?? '',
    close: () => undefined,
  }
  return { terminal, printed, complained }
}

describe('nahtlos, the command for administrators', () => {
  let server: OfficeServer
  let origin: string
  let home: string
  let environment: Record<string, string>

  before(async () => {
    server = await officeServer()
    origin = server.origin
    home = await mkdtemp(join(tmpdir(), 'nahtlos-cli-'))
    environment = { HOME: home, LANG: 'de_DE.UTF-8' }
  })
  after(async () => {
    await rm(home, { recursive: true })
    await server[Symbol.asyncDispose]()
  })

  async function nahtlos(...args: string[]) {
    const typed = typing(environment)
    const exit = await run(args, typed.terminal)
    return { exit, out: typed.printed.join('\n'), error: typed.complained.join('\n') }
  }

  test('without a sign-in it says what to do', async () => {
    const { exit, error } = await nahtlos('hosts')
    assert.equal(exit, 1)
    assert.equal(error, '✗ Sie sind nicht angemeldet.\n  → nahtlos login ADRESSE')
  })

  test('a wrong password is told in the language of the locale and leaves nothing behind', async () => {
    const { terminal, complained } = typing({ ...environment, LC_ALL: 'en_GB.UTF-8' }, 'falsch')
    assert.equal(await run(['login', origin, 'verwaltung'], terminal), 1)
    assert.equal(complained[0], '✗ The sign-in was not successful.')
    assert.deepEqual(await readdir(home), [])
  })

  test('a password never goes out unencrypted', async () => {
    const { exit, error } = await nahtlos('login', 'http://example.org', 'verwaltung')
    assert.equal(exit, 1)
    assert.match(error, /nicht verschlüsselt/)
  })

  test('as a program it signs in with password and code of its input, and keeps only the session, for itself', async () => {
    const program = fileURLToPath(import.meta.resolve('@nahtlos/cli/main'))
    const child = spawn(process.execPath, [program, 'login', origin, 'verwaltung', '--json'], {
      env: { ...process.env, ...environment, XDG_CONFIG_HOME: '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    child.stdin.end(`${server.password}\n${server.code}\n`)
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    const [exit] = await once(child, 'close')
    assert.equal(exit, 0)
    assert.equal(JSON.parse(Buffer.concat(chunks).toString()).account, 'verwaltung')
    const file = join(home, '.config/nahtlos/sign-in.json')
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.ok(!(await readFile(file, 'utf8')).includes(server.password))
  })

  test('a configuration is exported byte for byte, checked, refused with file and line, and published', async () => {
    const directory = join(home, 'stadt')
    assert.equal((await nahtlos('config', 'export', directory)).exit, 0)
    for (const { path, text } of server.city) assert.equal(await readFile(join(directory, path), 'utf8'), text)
    assert.equal((await nahtlos('config', 'export', directory)).exit, 1, 'never over something else')

    assert.equal((await nahtlos('config', 'validate', directory)).out, `${server.city.length} Dateien, keine Fehler.`)
    const [file] = server.city
    const path = join(directory, file?.path ?? '')
    await writeFile(path, (file?.text ?? '').replace('pool: main', 'pool: mein'))
    const faulty = await nahtlos('config', 'validate', directory)
    assert.equal(faulty.exit, 1)
    assert.match(faulty.out, /^city\.yaml:\d+:\d+: Workspace\/soziales: /)
    // A Git pipeline has neither a server nor a sign-in: the same faults, found here.
    const alone = typing({ HOME: join(home, 'nobody'), LANG: 'de_DE.UTF-8' })
    assert.equal(await run(['config', 'validate', directory, '--offline', 'yes'], alone.terminal), 1)
    assert.equal(alone.printed.join('\n'), faulty.out)
    const refused = await nahtlos('config', 'publish', directory, '--reason', 'Versehen')
    assert.equal(refused.exit, 1)
    assert.match(refused.error, /city\.yaml:\d+:\d+/)

    await writeFile(path, (file?.text ?? '').replace('de: Amt,', 'de: Rathaus,'))
    assert.equal((await nahtlos('config', 'publish', directory)).exit, 1, 'not without a reason')
    const published = await nahtlos('config', 'publish', directory, '--reason', 'Umbenannt')
    assert.match(published.out, /^Stand 2 ist in Kraft/)
    const history = JSON.parse((await nahtlos('config', 'history', '--json')).out)
    assert.deepEqual(
      history.map(({ number, reason }: Record<string, unknown>) => [number, reason]),
      [
        [2, 'Umbenannt'],
        [1, 'Anfang'],
      ],
    )
  })

  test('what a directory would change is told in words and numbers, and taken back with one command', async () => {
    const directory = join(home, 'stadt')
    const path = join(directory, server.city[0]?.path ?? '')
    const text = await readFile(path, 'utf8')
    assert.equal((await nahtlos('config', 'diff', directory)).out, 'Nichts ändert sich.')
    await writeFile(path, text.replace('rights: [control, clipboard-in]', 'rights: [control]'))
    const difference = await nahtlos('config', 'diff', directory)
    assert.match(
      difference.out,
      /^! AccessRule\/everywhere\n {4}Überall: immer: in den Desktop einfügen nicht mehr erlaubt/,
    )
    const lines = (await nahtlos('config', 'diff', directory, '--lines', 'yes')).out
    assert.match(lines, / {6}- rights: \[control, clipboard-in\]\n {6}\+ rights: \[control\]\n/)
    assert.match((await nahtlos('config', 'impact', directory)).out, /0 von 1 Personen: 0 verlieren, 0 gewinnen\.$/)
    assert.match((await nahtlos('config', 'impact', directory, '--at', 'foo')).error, /ist keine Zeit/)
    assert.match((await nahtlos('config', 'diff')).error, /--draft NUMMER/)
    assert.match((await nahtlos('config', 'diff', '--revision', '1')).out, /City\/|Zone\//)
    const drafted = JSON.parse((await nahtlos('config', 'draft', directory, '--title', 'Strenger', '--json')).out)
    const shown = (await nahtlos('config', 'approve', String(drafted.id))).out
    assert.match(shown, /AccessRule\/everywhere(.|\n)*Mit --reason "…" --seen \d{4}-/)
    const unseen = await nahtlos('config', 'approve', String(drafted.id), '--reason', 'x')
    assert.match(unseen.error, /Es fehlt --seen/)
    assert.equal((await nahtlos('config', 'diff', '--draft', String(drafted.id))).exit, 0)
    assert.match((await nahtlos('config', 'discard', String(drafted.id))).out, /verworfen/)
    // A directory that does not say what it was made from replaces nothing by accident.
    await rm(join(directory, '.nahtlos-revision'))
    assert.match((await nahtlos('config', 'publish', directory, '--reason', 'x')).error, /--base NUMMER/)
    await writeFile(join(directory, 'Ämter.yaml'), 'kind: Zone\n')
    assert.match((await nahtlos('config', 'validate', directory)).error, /Ämter\.yaml/)
    await rm(join(directory, 'Ämter.yaml'))
    await writeFile(join(directory, '.nahtlos-revision'), '2\n')
    assert.match((await nahtlos('config', 'publish', directory, '--reason', 'x', '--share', '200')).error, /1 bis 99/)
    assert.match((await nahtlos('config', 'publish', directory, '--reason', 'Strenger')).out, /^Stand 3 ist in Kraft/)
    assert.equal((await nahtlos('config', 'rollback', 'zwei', '--reason', 'x')).exit, 1)
    assert.match((await nahtlos('config', 'rollback', '2', '--reason', 'Zu streng')).out, /^Stand 4 ist in Kraft/)
    // Only in a tree that Git keeps, where nothing is lost by it.
    assert.match((await nahtlos('config', 'export', directory, '--replace', 'yes')).error, /Git/)
    await mkdir(join(directory, '.git'))
    await writeFile(join(directory, 'left-over.yaml'), 'kind: Zone\n')
    await writeFile(join(directory, 'README.md'), 'stays')
    assert.equal((await nahtlos('config', 'export', directory, '--replace', 'yes')).exit, 0)
    assert.equal(await readFile(path, 'utf8'), text)
    assert.deepEqual((await readdir(directory)).sort(), [
      '.git',
      '.nahtlos-revision',
      'README.md',
      server.city[0]?.path,
    ])
    assert.equal(
      JSON.parse((await nahtlos('config', 'schema')).out).$schema,
      'https://json-schema.org/draft/2020-12/schema',
    )
    assert.equal((await nahtlos('config', 'drafts', '--json')).out, '[]')
  })

  test('people are imported from a list, and a simulation tells what they would get and why', async () => {
    const file = join(home, 'people.json')
    await writeFile(file, JSON.stringify(server.staff.map((person) => ({ ...person, signIn: true }))))
    const imported = JSON.parse((await nahtlos('people', 'import', file, '--json')).out)
    assert.equal(imported.added, server.staff.length)
    assert.equal(imported.firstPasswords.length, server.staff.length)
    await writeFile(file, '[{"account": "Großbuchstaben"}]')
    const refused = await nahtlos('people', 'import', file)
    assert.equal(refused.exit, 1)

    const inside = await nahtlos('simulate', 'j.sommer', '--at', '2026-03-04T10:00Z')
    assert.match(inside.out, /^Jana Sommer, Rathaus, 2026-03-04T10:00:00\.000Z\n✓ Soziales: clipboard-in, control/)
    const outside = await nahtlos('simulate', 'j.sommer', '--zone', 'home')
    assert.match(outside.out, /✗ Soziales: /)
    assert.match(outside.out, /\+ Zugang: mit einer Vereinbarung für diese Zeit/)
    const drafted = await nahtlos('config', 'simulate', join(home, 'stadt'), 'j.sommer')
    assert.match(drafted.out, /✓ Soziales: clipboard-in, control/)
    const path = join(home, 'stadt', server.city[0]?.path ?? '')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('rights: [control, clipboard-in]', 'rights: [control]'))
    const impact = (await nahtlos('config', 'impact', join(home, 'stadt'))).out
    assert.match(impact, /^- Soziales, .*einfügen, \d+ Personen \(\d+ mit Vereinbarung\)\n {4}\S.* \(\d+\)/m)
    await writeFile(path, text)
    const later = await nahtlos('simulate', 'j.sommer', '--session', '150', '--app', 'editor')
    assert.equal(later.exit, 0, later.error)
    const elsewhere = await nahtlos('simulate', 'j.sommer', '--session', '150', '--host', 'host-x')
    assert.match(elsewhere.error, /Diesen Sitzungsserver gibt es nicht/)
    assert.match((await nahtlos('simulate', 'j.sommer', '--session', 'lange')).error, /„lange“ sind keine Minuten/)
    const nobody = await nahtlos('simulate', 'n.iemand')
    assert.equal(nobody.error, '✗ „n.iemand“ gibt es nicht.')
  })

  test('hosts and sessions are listed, and a token is made for a new host', async () => {
    const made = await nahtlos('enrol', 'agent', 'host-a')
    assert.match(made.out, /^nahtlos-enrolment\.[\w-]+$/)
    assert.match((await nahtlos('hosts')).out, /^Server +Zustand +Sitzungen/)
    assert.deepEqual(JSON.parse((await nahtlos('hosts', '--json')).out), [], 'it is no host before it enrolled')
    assert.deepEqual(JSON.parse((await nahtlos('sessions', '--json')).out), [])
    assert.equal((await nahtlos('mails')).out, 'Kein Mailserver ist eingetragen.\n0 warten, 0 sind abgelehnt.')
    assert.deepEqual(JSON.parse((await nahtlos('mails', '--json')).out).refused, [])
    const retried = await nahtlos('mails', 'retry', '00000000-0000-4000-8000-000000000000')
    assert.deepEqual([retried.exit, (await nahtlos('mails', 'retry', 'keine')).exit], [1, 1])
    assert.match((await nahtlos('machines')).out, /^Art +Name +Listener +Gültig bis +Gesperrt/)
    const unknown = await nahtlos('revoke', 'agent', 'host-a', 'gestohlen')
    assert.equal(unknown.exit, 1, 'it is no machine before it enrolled')
    const wrong = await nahtlos('enrol', 'toaster', 'host-a')
    assert.equal(wrong.exit, 1)
    assert.equal(wrong.error, '✗ „toaster“ passt hier nicht.\n  → Möglich sind: agent, gateway')
  })

  test('what is everybody’s own and what a role does is reached by command as well, and refused without the role', async () => {
    assert.match((await nahtlos('notices')).out, /^\d+ nicht gelesen \(\*\)\.$/m)
    assert.match((await nahtlos('notices', 'read')).out, /^\d+ als gelesen markiert\.$/)
    assert.match((await nahtlos('notices', 'mail', 'never')).out, /^never\nDie tägliche E-Mail kommt um \d/)
    for (const [line, reason] of [
      ['home-workplace waiting', 'Dazu sind Sie nicht berechtigt.'],
      ['home-workplace training 2026-03-02 j.sommer', 'Dazu sind Sie nicht berechtigt.'],
      ['hosts drain host-x', 'Das gibt es nicht, oder es ist nicht für Sie bestimmt.\n  → Prüfen Sie'],
      ['hosts resume host-x', 'Das gibt es nicht, oder es ist nicht für Sie bestimmt.\n  → Prüfen Sie'],
      [
        'sessions end 00000000-0000-4000-8000-000000000000',
        'Das gibt es nicht, oder es ist nicht für Sie bestimmt.\n  → Prüfen Sie',
      ],
      [`devices export ${join(home, 'devices.csv')}`, 'Dazu sind Sie nicht berechtigt.'],
      [`devices import ${join(home, 'people.json')}`, 'Dazu sind Sie nicht berechtigt.'],
    ] as const) {
      const { exit, error } = await nahtlos(...line.split(' '))
      assert.equal(exit, 1, line)
      assert.ok(error.startsWith(`✗ ${reason}`), `${line}: ${error}`)
    }
    await assert.rejects(stat(join(home, 'devices.csv')), { code: 'ENOENT' })
  })

  test('the store of settings is checked, repaired, collected and given a new master key', async () => {
    for (const work of ['check', 'repair', 'collect']) {
      const { exit, out } = await nahtlos('vault', work)
      assert.equal(exit, 0, out)
      assert.match(out, /^Befund +Zahl/)
      assert.match(out, /0 von 0 Personen\.$/)
    }
    const report = JSON.parse((await nahtlos('vault', 'check', '--json')).out)
    assert.deepEqual([report.work, report.state, report.findings.brokenVersions], ['check', 'finished', 0])
    assert.match(
      (await nahtlos('vault', 'rotate')).out,
      /^0 Schlüssel neu verschlossen mit Hauptschlüssel [0-9a-f]{16}\.$/,
    )
    assert.equal((await nahtlos('vault', 'destroy')).exit, 2)
  })

  test('settings go into the store from an archive, are told, reset and restored; the way out is where it is open', async () => {
    const path = join(home, 'stadt', 'notes.yaml')
    await writeFile(
      path,
      'kind: SettingsTemplate\nid: notes\ntitle: { de: Notizen, en: Notes }\ninclude: [.notes/**]\n',
    )
    const published = await nahtlos('config', 'publish', join(home, 'stadt'), '--reason', 'Notizen')
    assert.equal(published.exit, 0, published.error)
    assert.equal((await nahtlos('settings', 'list', '--json')).out, '[]')
    const source = join(home, 'notes')
    await mkdir(join(source, '.notes'), { recursive: true })
    await writeFile(join(source, '.notes/rc'), 'size=1\n')
    const archive = join(home, 'notes.tar.gz')
    execFileSync('tar', ['-C', source, '-czf', archive, '.notes'])
    const imported = await nahtlos('settings', 'import', archive)
    assert.match(imported.out, /^Anwendung +Dateien\nNotizen +1\n0 Dateien/, imported.error)
    assert.match((await nahtlos('settings', 'list')).out, /^Vorlage .*\nnotes +Notizen .* 1$/)
    assert.match((await nahtlos('settings', 'reset', 'notes')).out, / zurückgesetzt /)
    const history = JSON.parse((await nahtlos('settings', 'history', 'notes', '--json')).out)
    const first = history.timeline.at(-1)
    assert.deepEqual([history.timeline.length, first.kind, first.current], [2, 'imported', false])
    const restored = await nahtlos('settings', 'restore', 'notes', String(first.number))
    assert.match(restored.out, /^\d+ \* .* zurückgeholt /m)
    assert.match((await nahtlos('settings', 'restore', 'notes', 'first')).error, /^✗ „first“ ist keine Nummer\./)
    assert.match((await nahtlos('settings', 'import', join(home, 'nothing'))).error, /lässt sich nicht lesen/)
    assert.match((await nahtlos('settings', 'import', path)).error, /Archiv/)
    // In this city nothing may be taken out of a workspace.
    const out = join(home, 'out.tar.gz')
    assert.match((await nahtlos('settings', 'export', out)).error, /nichts aus Ihren Arbeitsplätzen mitnehmen/)
    await assert.rejects(stat(out), { code: 'ENOENT' })
    // An administrator is no help desk.
    const looked = await nahtlos('settings', 'ask', 'j.sommer', 'reason', 'Anruf: Schrift ist zu klein')
    assert.equal(looked.exit, 1)
    const foreign = ['--access', '00000000-0000-4000-8000-000000000000']
    for (const words of [
      ['list'],
      ['history', 'notes'],
      ['restore', 'notes', '1'],
      ['reset', 'notes'],
      ['import', archive],
    ])
      assert.equal((await nahtlos('settings', ...words, ...foreign)).exit, 1, words.join(' '))
  })

  test('what it does not know it explains, with exit code 2', async () => {
    assert.equal((await nahtlos('frobnicate')).exit, 2)
    assert.equal((await nahtlos('config', 'publish')).exit, 2)
    assert.equal((await nahtlos('hosts', '--colour')).exit, 2)
    const help = await nahtlos('--help')
    assert.equal(help.exit, 0)
    assert.match(help.out, /people import DATEI/)
  })

  test('a directory that leads elsewhere, or holds no UTF-8, is refused before anything is sent', async () => {
    const directory = join(home, 'kaputt')
    await mkdir(directory)
    assert.match((await nahtlos('config', 'validate', directory)).error, /keine YAML-Datei/)
    await writeFile(join(directory, 'a.yaml'), Buffer.from([0x6b, 0xff]))
    assert.match((await nahtlos('config', 'validate', directory)).error, /a\.yaml ist kein UTF-8/)
  })

  test('signing out ends the session and forgets it', async () => {
    assert.equal((await nahtlos('logout')).out, 'Abgemeldet.')
    assert.equal((await nahtlos('hosts')).exit, 1)
  })
})
