import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { type Answer, debian12, type Machine, noNetwork, ubuntu2404, Visitor } from './visitor.ts'

/** Runs the script in a new clone. */
function visit(words: readonly string[], machine: Machine = {}): Answer {
  using visitor = new Visitor()
  return visitor.run(words, machine)
}

/** Refused with one sentence and a way out, before anything was installed. */
function refusedAtOnce(answer: Answer, sentence: RegExp, way: RegExp): void {
  assert.equal(answer.status, 1, answer.said)
  assert.match(answer.said, sentence)
  assert.match(answer.said, new RegExp(`✗ .+\\n {2}→ [\\s\\S]*${way.source}`))
  assert.deepEqual(
    answer.called.filter((each) => /^(apt-get|npm) .*install/.test(each)),
    [],
    'nothing was installed',
  )
}

test('on a machine with nothing the demo installs what it stands on, the modules and the apps, and starts', () => {
  using visitor = new Visitor()
  const first = visitor.run(['demo', '--detach'], { environment: { NAHTLOS_PORT: '17080', NAHTLOS_STATE: '/x' } })
  assert.equal(first.status, 0, first.said)
  const installs = first.called.filter((each) => /^apt-get .*install --no-install-recommends/.test(each))
  assert.equal(installs.length, 2)
  assert.match(installs[0] ?? '', / postgresql .* tigervnc-standalone-server .* xfwm4/)
  assert.match(installs[1] ?? '', / firefox-esr .* mousepad/)
  assert.ok(!first.called.some((each) => each.includes(' chromium')), 'what only tests need is left out')
  assert.ok(first.called.some((each) => each.startsWith('sudo -n -- mkdir -p /etc/postgresql-common/createcluster.d')))
  assert.match(first.said, /STARTED tools\/src\/demo\/main\.ts demo --detach port=17080 state=\/x/)

  const second = visitor.run(['demo'])
  assert.equal(second.status, 0, second.said)
  assert.deepEqual(
    second.called.filter((each) => !each.startsWith('sudo ')),
    [],
    'the second time there is nothing to do',
  )
  assert.match(second.said, /^STARTED/)
})

test('a system that is neither Debian nor Ubuntu is named and refused', () => {
  const system = 'PRETTY_NAME="Fedora Linux 41"\nID=fedora\nVERSION_ID=41\n'
  for (const command of ['demo', 'test', 'check'])
    refusedAtOnce(visit([command], { system }), /knows Debian and Ubuntu; this is Fedora Linux 41\./, /Use Debian 13/)
})

test('a system that is too old is named and refused, one that is made from Debian is not', () => {
  const old = 'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\nID=debian\nVERSION_ID="11"\n'
  refusedAtOnce(visit(['demo'], { system: old }), /Debian GNU\/Linux 11 \(bullseye\) is too old/, /Debian 13 or Ubuntu/)
  const jammy = 'PRETTY_NAME="Ubuntu 22.04.5 LTS"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\n'
  refusedAtOnce(visit(['demo'], { system: jammy }), /Ubuntu 22\.04\.5 LTS is too old/, /Debian 13 or Ubuntu/)
  const mint = 'PRETTY_NAME="LMDE 7"\nID=linuxmint\nID_LIKE=debian\nVERSION_ID="7"\n'
  assert.equal(visit(['demo'], { system: mint }).status, 0)
})

test('a processor for which there is no Node is refused', () => {
  refusedAtOnce(visit(['demo'], { processor: 'i686' }), /no Node for i686/, /64-bit machine/)
})

test('a kernel that is too old is refused with the very commands that bring another one', () => {
  const bookworm = visit(['demo'], { kernel: false, system: debian12 })
  refusedAtOnce(bookworm, /The kernel 6\.1\.0-30-amd64 can not keep/, /apt-get install -t bookworm-backports linux/)
  for (const line of [/bookworm-backports main' >\/etc\/apt\/sources/, /linux-image-amd64\n/, /\n +reboot\n/])
    assert.match(bookworm.said, line)
  const arm = visit(['demo'], { kernel: false, system: debian12, processor: 'aarch64' })
  assert.match(arm.said, /linux-image-arm64\n/)
  const noble = visit(['demo'], { kernel: false, system: ubuntu2404 })
  refusedAtOnce(noble, /can not keep/, /In a container it is the host/)
  assert.doesNotMatch(noble.said, /backports/)
})

test('an old kernel is in the way only where sessions are started', () => {
  const machine = { kernel: false, system: debian12 }
  for (const words of [['test'], ['test', 'agent'], ['test', 'tests'], ['bench', 'start'], ['bench', 'contain']])
    refusedAtOnce(visit(words, machine), /can not keep/, /backports/)
  for (const words of [['test', 'core'], ['bench', 'relay'], ['bench', 'resolve'], ['check']]) {
    const answer = visit(words, machine)
    assert.equal(answer.status, 0, answer.said)
    assert.match(answer.said, /STARTED/)
  }
})

test('a disk that is too small is refused with how much is needed and how much there is', () => {
  const answer = visit(['demo'], { room: 900 })
  refusedAtOnce(answer, /The disk of .* has 900 MB free; \d{4} MB are needed now\./, /Make room/)
  const forModules = visit(['demo'], { room: 900, installed: true })
  assert.equal(forModules.status, 1)
  assert.match(forModules.said, /has 900 MB free; 1500 MB are needed now/)
})

test('who is not root is told what to do, with sudo and without', () => {
  refusedAtOnce(visit(['demo'], { who: 'without sudo' }), /needs root.*There is no sudo here/, /Call it as root/)
  refusedAtOnce(visit(['demo'], { who: 'sudo with a password' }), /would ask for your password/, /'sudo -v' first/)
})

test('without a network the reason is the network, not every package by itself', () => {
  const answer = visit(['demo'], { updateFails: noNetwork, lacks: ['postgresql', 'xfwm4', 'acl'] })
  refusedAtOnce(
    answer,
    /The lists of packages could not be read: the network does not answer\./,
    /Connect this machine/,
  )
  assert.doesNotMatch(answer.said, /has no package/)
  const later = visit(['demo'], { installFails: "E: Failed to fetch x  Could not connect to 'deb.debian.org'" })
  assert.equal(later.status, 1)
  assert.match(later.said, /Packages could not be installed: the network does not answer\./)
  const registry = visit(['demo'], { npmFails: 'npm error code EAI_AGAIN' })
  assert.equal(registry.status, 1)
  assert.match(registry.said, /Node could not be installed: the network does not answer\./)
})

test('an archive of somebody else that is down is told and stops nothing', () => {
  const answer = visit(['demo'], { updateFails: 'E: The repository https://example.org x has no Release file.' })
  assert.equal(answer.status, 0, answer.said)
  assert.match(answer.said, /! Not all lists of packages could be read/)
})

test('a package that all stands on and that no archive has is refused by name', () => {
  const answer = visit(['demo'], { lacks: ['postgresql', 'xfwm4'] })
  refusedAtOnce(answer, /sources do not have: postgresql xfwm4\n/, /Add the main archive of this release/)
})

test('an app that no archive has is told, and all else goes on', () => {
  const answer = visit(['demo'], { lacks: ['firefox-esr'] })
  assert.equal(answer.status, 0, answer.said)
  assert.match(answer.said, /! This system has no package firefox-esr\.\n/)
  assert.match(answer.said, /STARTED tools\/src\/demo\/main\.ts/)
  const forTests = visit(['test', 'core'], { lacks: ['chromium'] })
  assert.match(forTests.said, /! This system has no package chromium\.\n[\s\S]*STARTED tools\/src\/test\.ts core/)
})

test('a failed installation says why and where everything stands', () => {
  const answer = visit(['demo'], { installFails: 'E: dpkg was interrupted' })
  assert.equal(answer.status, 1)
  assert.match(answer.said, /E: dpkg was interrupted\n\n✗ Packages could not be installed\.\n {2}→ .*install\.log/)
})

test('modules that are not those of the lockfile are refused', () => {
  using visitor = new Visitor()
  writeFileSync(join(visitor.clone, '../modules-differ'), '')
  const answer = visitor.run(['demo'])
  assert.equal(answer.status, 1)
  assert.match(answer.said, /The Node modules are not those of the lockfile\.\n {2}→ Look into/)
})

test('a port that is taken is told before anything is installed, with a way that is free', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  try {
    const { port } = holder.address() as AddressInfo
    const first = port - 3
    const answer = visit(['demo'], { environment: { NAHTLOS_PORT: String(first) } })
    refusedAtOnce(
      answer,
      new RegExp(`Port ${port} is taken by another program\\.`),
      /NAHTLOS_PORT=\d+ \.\/nahtlos demo/,
    )
    const proposed = Number(/NAHTLOS_PORT=(\d+)/.exec(answer.said)?.[1])
    assert.ok(proposed > first && proposed < 65_531)
    assert.equal(visit(['demo'], { environment: { NAHTLOS_PORT: String(proposed) } }).status, 0)
  } finally {
    holder.close()
  }
  refusedAtOnce(visit(['demo'], { environment: { NAHTLOS_PORT: 'eighty' } }), /NAHTLOS_PORT is eighty/, /1024 to 65530/)
})

test('words that the demo does not know are refused before minutes are spent', () => {
  refusedAtOnce(visit(['demo', '--detatch']), /demo knows no --detatch/, /nahtlos help/)
  refusedAtOnce(visit(['demo', '--address', '192.0.2.77']), /192\.0\.2\.77 is not an address of this/, /hostname -I/)
  refusedAtOnce(visit(['demo', '--address']), /Which address\?/, /--address ADDRESS/)
  assert.equal(visit(['demo', '--address', '127.0.0.1', '--detach']).status, 0)
})

test('what needs a demo says so where there is none, and a measurement that is not there names the others', () => {
  for (const command of ['stop', 'status', 'reset', 'code', 'people'])
    refusedAtOnce(visit([command]), /Nothing is installed here yet/, /Begin with \.\/nahtlos demo/)
  refusedAtOnce(visit(['bench', 'speed']), /There is no measurement 'speed'/, /contain relay resolve start/)
  assert.match(visit(['help']).said, /\.\/nahtlos demo/)
  for (const command of ['demo', 'stop', 'reset', 'test', 'bench']) {
    const asked = visit([command, '--help'])
    assert.equal(asked.status, 0, command)
    assert.match(asked.said, /\.\/nahtlos reset +end the demo/, 'whoever asks how it works ends nothing')
  }
})

test('what root installs in somebody’s clone belongs to her', () => {
  using visitor = new Visitor()
  const answer = visitor.run(['demo'], { who: 'root', installed: true })
  assert.equal(answer.status, 0, answer.said)
  for (const place of ['node_modules', 'node_modules/.bin/node', '.state', '.state/install.log'])
    assert.equal(statSync(join(visitor.clone, place)).uid, 65_534, place)
})

test('the shell’s own critic finds nothing in the script', (context) => {
  const root = resolve(import.meta.dirname, '../../..')
  const { status, stdout, error } = spawnSync('shellcheck', ['nahtlos', '.ci/run'], { cwd: root, encoding: 'utf8' })
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return context.skip('shellcheck is missing')
  assert.equal(status, 0, stdout)
  assert.match(readFileSync(join(root, 'tools/packages/test.txt'), 'utf8'), /^shellcheck$/m)
})
