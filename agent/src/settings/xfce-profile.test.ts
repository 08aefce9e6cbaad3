import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { SettingsKeeper } from './settings-keeper.ts'
import { VaultServer } from './testing/vault-server.ts'

const uid = 200_124
const isRoot = process.getuid?.() === 0
const hasXfconf = spawnSync('xfconf-query', ['--version']).status === 0
const reason = !isRoot ? 'the agent is root' : hasXfconf ? false : 'xfconf is not installed'

const template = SettingsTemplate.parse({
  kind: 'SettingsTemplate',
  id: 'xfce',
  title: { de: 'Schreibtisch', en: 'Desktop' },
  include: ['.config/xfce4/**'],
})

/** Runs a script as the person with a message bus and her own process and mount namespace, as a session does. */
function asPerson(root: string, home: string, script: string): string {
  const passwd = join(root, 'passwd')
  copyFileSync('/etc/passwd', passwd)
  appendFileSync(passwd, `anna:x:${uid}:${uid}::${home}:/bin/sh\n`)
  const inside = `mount --bind ${passwd} /etc/passwd && exec setpriv --reuid ${uid} --regid ${uid} --clear-groups \
    env -i PATH=/usr/bin:/bin HOME=${home} XDG_RUNTIME_DIR=${home}/.run dbus-run-session -- sh -ec "$1"`
  mkdirSync(join(home, '.run'), { mode: 0o700 })
  chownSync(join(home, '.run'), uid, uid)
  const namespace = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  return execFileSync('unshare', [...namespace, 'sh', '-ec', inside, 'session', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

test('what the real xfconf was told on one host it knows on another', { skip: reason }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'xfce-'))
  chmodSync(root, 0o755)
  const server = await VaultServer.start(join(root, 'identities'), await DirectoryBackEnd.open(join(root, 'vault')))
  const person = randomUUID()
  const session = (host: string) => {
    const home = join(root, host)
    mkdirSync(home, { mode: 0o700 })
    chownSync(home, uid, uid)
    const cacheDirectory = join(root, `cache-${host}`)
    const about = { host, person, uid, home, cacheDirectory, session: randomUUID() }
    return { home, keeper: new SettingsKeeper({ ...about, client: server.client, templates: [template] }) }
  }
  try {
    const office = session('office')
    await office.keeper.restoreAll()
    // xfconfd writes five seconds later, or when it is asked to end: a session's end has to ask.
    asPerson(
      root,
      office.home,
      `xfconf-query -c xfwm4 -p /general/theme -n -t string -s Nahtlos
       daemon=$(pidof xfconfd); kill -TERM $daemon; tail --pid=$daemon -f /dev/null`,
    )
    assert.ok(existsSync(join(office.home, '.config/xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml')))
    await office.keeper.captureChanged()
    assert.equal(await office.keeper.finish(), 'delivered')

    const home = session('home')
    await home.keeper.restoreAll()
    assert.equal(asPerson(root, home.home, 'xfconf-query -c xfwm4 -p /general/theme').trim(), 'Nahtlos')
  } finally {
    await server[Symbol.asyncDispose]()
    rmSync(root, { recursive: true })
  }
})
