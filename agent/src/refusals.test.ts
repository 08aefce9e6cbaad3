import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { ProgramRefusal } from '@nahtlos/contract/host/report'
import { interpreters } from '@nahtlos/contract/session/programs'
import { refuserEntry } from './desktop/refuser-entry.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'

let host: TestHost
const forbidden = `/usr/local/bin/nahtlos-test-${randomBytes(6).toString('hex')}`
const order: SessionOrder = {
  ...testOrder(),
  programs: {
    deny: interpreters,
    allow: { packages: [], paths: [] },
    forbid: { packages: [], paths: [forbidden] },
  },
}
const fifo = '/run/nahtlos-session/apps/refused'
const sh = (script: string, input?: string) => host.inSession(order, ['sh', '-c', script], input)

before(async () => {
  await writeFile(forbidden, '#!/bin/sh\necho ran\n', { mode: 0o755 })
  host = await testHost()
  await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
})
after(async () => {
  await host?.close()
  await rm(forbidden, { force: true })
})

/** Resolves with what was refused by then, when this is among it. */
async function refused(holds: (refusal: ProgramRefusal) => boolean): Promise<readonly ProgramRefusal[]> {
  return (await host.server.session(host.name, order.id, ({ refusals }) => refusals.some(holds))).refusals
}

test('a denied program says so to whoever starts it, and the host tells path, package and hash', async () => {
  const said = await sh('LANG=de_DE.UTF-8 perl -e 1 2>&1; echo $?')
  assert.match(said, /perl wird hier nicht gestartet.*\n.*Freigabe anfragen/)
  assert.match(said, /126$/m)
  const [perl] = (await refused(({ path }) => path === '/usr/bin/perl')).filter(({ path }) => path === '/usr/bin/perl')
  assert.deepEqual([perl?.origin, perl?.package, perl?.forbidden], ['installed', 'perl-base', false])
  assert.match(perl?.sha256 ?? '', /^[0-9a-f]{64}$/)
  assert.match(await sh(`LANG=C ${forbidden} 2>&1 || true`), /is not started here/)
  const all = await refused(({ path }) => path === forbidden)
  assert.equal(all.find(({ path }) => path === forbidden)?.forbidden, true)
})

test('what somebody writes into the FIFO herself makes no program refused, and nothing of the host known', async () => {
  const zeros = '0'.repeat(64)
  const lies = [
    'installed - /etc/shadow',
    'installed - /usr/bin/../../etc/shadow',
    `installed ${zeros} /usr/bin/env`,
    'installed - /usr/bin/no-such-program',
    'brought - relative',
    `brought ${zeros} /home/x/\u202eexe.txt`,
    `brought short /home/x/a`,
    `brought - /${'x'.repeat(1_100)}`,
    'granted - /usr/bin/perl',
    'installed - /usr/bin/python3',
  ]
  await sh(`cat >${fifo}`, `${lies.join('\n')}\n`)
  const paths = (await refused(({ path }) => path.startsWith('/usr/bin/python3'))).map(({ path }) => path)
  for (const path of paths) assert.match(path, /^\/usr\/(local\/)?bin\/(perl|python3|nahtlos-test-)/)
  const real = await refused(({ path }) => path.startsWith('/usr/bin/python3.'))
  assert.ok(real.length > 0, 'by its real path, whatever it was called by')
})

test('what a person brought along is told when she opens it, and never runs', async () => {
  const file = `/home/${order.person.account}/Downloads/spiel.AppImage`
  await sh(`cp /bin/true ${file}`)
  const entry = await sh(`cat /run/nahtlos-session/share/applications/${refuserEntry}`)
  assert.match(entry, /^Exec=\/bin\/sh /m)
  const hash = (await sh('sha256sum </bin/true')).slice(0, 64)
  await sh(`/bin/sh /run/nahtlos-session/refuse-brought ${file} 2>&1 || true`)
  const all = await refused(({ origin }) => origin === 'brought')
  const brought = all.find(({ origin }) => origin === 'brought')
  assert.deepEqual([brought?.path, brought?.sha256, brought?.package], [file, hash, null])
})

test('a flood is cut short, and the agent goes on', async () => {
  await sh(`i=0; while [ $i -lt 3000 ]; do echo "brought - /home/x/$i"; i=$((i+1)); done >${fifo}`)
  await sh(`head -c 200000 /dev/zero | tr '\\0' x >${fifo}; echo >${fifo}`)
  const { refusals } = await host.server.session(host.name, order.id, (session) => session.refusals.length >= 20)
  assert.equal(refusals.length, 20)
  assert.match(await sh('perl -e 1 2>&1 || true'), /not started|nicht gestartet/)
})
