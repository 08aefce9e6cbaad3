import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { commands } from './commands.ts'
import { sayIn } from './language.ts'
import { listeningPortal } from './testing/listening-portal.ts'
import { usageOf } from './usage.ts'

test('every command is told with what it does, and German help has German words for what stands for a value', async () => {
  await using portal = await listeningPortal()
  const { exit, out } = await portal.nahtlos('help')
  assert.equal(exit, 0)
  for (const { name, summary } of commands) assert.ok(out.includes(`  ${name}`) && out.includes(summary.de), name)
  const english = new Set(commands.flatMap(({ usage }) => usage.match(/[A-Z]{2,}/g) ?? []))
  const german = commands.map((command) => usageOf(command, sayIn('de'))).join('\n')
  const same = [...english].filter((word) => new RegExp(`\\b${word}\\b`).test(german))
  assert.deepEqual(same.sort(), ['ID', 'LISTENER', 'NAME', 'TEXT'])
  assert.equal(new Set(commands.map(({ name }) => name)).size, commands.length)
})

test('help shows one command, or those that begin with a word', async () => {
  await using portal = await listeningPortal()
  const names = async (...words: string[]) =>
    ((await portal.nahtlos(...words)).out.match(/^ {2}\S.*$/gm) ?? []).map((line) => line.trim())
  assert.deepEqual(await names('help', 'config', 'discard'), ['config discard ENTWURF'])
  assert.deepEqual(await names('config', 'discard', '7', '--help'), ['config discard ENTWURF'])
  assert.deepEqual(await names('mails', '-h'), ['mails', 'mails retry ID'])
  assert.equal((await portal.nahtlos('help', 'frobnicate')).exit, 2)
  assert.deepEqual(portal.asked, [])
})

test('who calls it wrongly is told what is wrong and how it is called, with exit code 2', async () => {
  await using portal = await listeningPortal()
  const cases: [string, string][] = [
    ['frobnicate', '✗ Den Befehl frobnicate gibt es nicht.\n  → nahtlos --help nennt alle.'],
    ['mail', '✗ Den Befehl mail gibt es nicht.\n  mails\n  mails retry ID\n  → nahtlos --help nennt alle.'],
    ['hosts --colour', '✗ Die Option --colour gibt es hier nicht.\n  → nahtlos hosts'],
    ['hosts -j', '✗ Die Option -j gibt es hier nicht.\n  → nahtlos hosts'],
    ['config rollback 3 --reason', '✗ Nach --reason fehlt der Wert.\n  → nahtlos config rollback STAND --reason TEXT'],
    ['people leave', '✗ Es fehlen Angaben.\n  → nahtlos people leave KONTO [TAG]'],
    ['config discard 7 8', '✗ Das ist zu viel: 8\n  → nahtlos config discard ENTWURF'],
  ]
  for (const [line, expected] of cases) {
    assert.deepEqual(await portal.nahtlos(...line.split(' ')), { exit: 2, out: '', error: expected })
  }
  assert.match((await portal.nahtlos('config')).error, /^✗ Nach config fehlt ein Wort\.\n {2}config validate ORDNER/)
  // An option may take its value with an equals sign, whatever the value begins with.
  portal.answer = { number: 4, documents: 1, state: 'in-force' }
  assert.equal((await portal.nahtlos('config', 'rollback', '3', '--reason=--')).exit, 0)
})

test('what is no portal, or says that nobody is signed in, is told with the way out', async () => {
  await using portal = await listeningPortal()
  portal.type = 'text/html'
  assert.match((await portal.nahtlos('hosts')).error, /^✗ Der Server antwortet mit 200\.\n {2}→ Ist das die Adresse/)
  portal.type = 'application/json'
  portal.status = 401
  portal.answer = {
    type: 'about:blank',
    code: 'not-signed-in',
    status: 401,
    title: { de: 'Sie sind nicht angemeldet.', en: 'You are not signed in.' },
    next: { de: 'Melden Sie sich an.', en: 'Sign in.' },
  }
  const { exit, error } = await portal.nahtlos('hosts')
  assert.deepEqual([exit, error], [1, '✗ Sie sind nicht angemeldet.\n  → nahtlos login ADRESSE'])
})

test('a file that cannot be read or written is named, and nothing of it is a bug of ours', async () => {
  await using portal = await listeningPortal()
  const nowhere = join(portal.home, 'nowhere/file')
  for (const line of [
    `devices import ${nowhere}`,
    `settings import ${nowhere}`,
    `people import ${nowhere}`,
    `login ${portal.place} x --authority ${nowhere}`,
  ]) {
    assert.equal(
      (await portal.nahtlos(...line.split(' '))).error,
      `✗ ${nowhere} lässt sich nicht lesen.\n  ENOENT`,
      line,
    )
  }
  portal.answer = { name: 'devices.csv', csv: 'type;serial\n' }
  const unwritten = await portal.nahtlos('devices', 'export', nowhere)
  assert.match(unwritten.error, /nowhere\/file lässt sich nicht schreiben\.\n {2}ENOENT\n {2}→ /)
  await writeFile(join(portal.home, 'file'), '')
  portal.answer = { files: [{ path: 'a.yaml', text: 'x' }] }
  const inFile = await portal.nahtlos('config', 'export', join(portal.home, 'file'), '--revision', '1')
  assert.deepEqual(
    [inFile.exit, inFile.error.split('\n')[0]],
    [1, `✗ Mit ${join(portal.home, 'file')} geht es nicht weiter: EEXIST`],
  )
})

test('what is saved of people can be read by this account alone, also where the file was there before', async () => {
  await using portal = await listeningPortal()
  const file = join(portal.home, 'devices.csv')
  await writeFile(file, 'what others could read, and longer than what comes now')
  await chmod(file, 0o644)
  portal.answer = { name: 'devices.csv', csv: 'type;serial\n' }
  assert.equal((await portal.nahtlos('devices', 'export', file)).out, `${file} ist geschrieben.`)
  assert.equal(await readFile(file, 'utf8'), 'type;serial\n')
  assert.equal((await stat(file)).mode & 0o777, 0o600)
})

test('signing out forgets the sign-in also where the server is away', async () => {
  await using portal = await listeningPortal()
  await portal.away()
  assert.match((await portal.nahtlos('logout')).error, /ist nicht erreichbar/)
  assert.match((await portal.nahtlos('hosts')).error, /nicht angemeldet/)
})

test('who reads may stop early without a trace', async () => {
  const main = join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [main, 'help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  const [complained, [exit]] = await Promise.all([text(child.stderr), once(child, 'close')])
  assert.deepEqual([complained, exit], ['', 0])
})
