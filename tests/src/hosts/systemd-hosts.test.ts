import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hostsImpossible, type SystemdHost, type SystemdHosts, systemdHosts } from './systemd-hosts.ts'

const impossible = await hostsImpossible()

test('this machine can boot hosts, or somebody has said that it need not (NAHTLOS_SKIP_HOSTS)', () => {
  assert.ok(impossible === null || process.env.NAHTLOS_SKIP_HOSTS !== undefined, impossible ?? '')
})

describe('hosts with systemd', { skip: impossible ?? false }, () => {
  let all: SystemdHosts
  let one: SystemdHost
  let other: SystemdHost
  before(async () => {
    all = await systemdHosts(['one', 'other'])
    ;[one, other] = all.hosts as [SystemdHost, SystemdHost]
  })
  after(async () => {
    await all?.[Symbol.asyncDispose]()
  })

  test('each has a service manager, files and a network of its own', async () => {
    for (const host of all.hosts)
      assert.equal((await host.run(['cat', '/proc/1/comm', '/etc/hostname'])).output.split('\n')[0], 'systemd')
    await one.run(['touch', '/etc/only-here'])
    assert.notEqual((await other.run(['ls', '/etc/only-here'])).code, 0)
    const greeting = `require('net').connect(4000, '${one.address}', function () { this.end() }).on('end', () => console.log('hello')).on('data', () => {})`
    const listening = one.run([
      'node',
      '-e',
      "require('net').createServer((s) => { s.end('x'); s.on('close', () => process.exit()) }).listen(4000)",
    ])
    const asked = await other.run(['sh', '-c', `until node -e "${greeting}" 2>/dev/null | grep hello; do :; done`])
    assert.equal(asked.output.trim(), 'hello')
    assert.equal((await listening).code, 0)
  })

  // What holds on a bare machine holds there too: the very same suites, but for what knows nothing of who is process 1 of
  // its host, costs most, and is seen on the bare machine.
  const suites: readonly (readonly [what: string, file: string, without?: string])[] = [
    ['the launcher', 'agent/src/launcher/launch.test.ts'],
    ['resource groups', 'agent/src/resources/resource-groups.test.ts'],
    ['the app in front', 'agent/src/foreground.test.ts'],
    ['targets of the network', 'agent/src/network-targets.test.ts'],
    ['ways out of a session', 'tests/src/containment/escapes.test.ts', 'as an interpreter|a macro of LibreOffice'],
    ['the whole desktop', 'agent/src/whole-desktop.test.ts', 'firefox|thunderbird|printed'],
    ['a session from start to end', 'agent/src/agent.test.ts'],
    ['sessions found again', 'agent/src/recovery.test.ts', 'with the server away'],
    ['sessions at random, with agents killed', 'agent/src/churn.test.ts'],
  ]
  for (const [what, file, without] of suites)
    test(`${what}: ${without === undefined ? 'all of ' : ''}${file}`, async () => {
      const less = without === undefined ? [] : [`--test-skip-pattern=/${without}/i`]
      const { code, output } = await one.run(['node', '--test', ...less, file], 300_000)
      assert.equal(code, 0, output)
      assert.match(output, /^ℹ pass [1-9]/m)
      if (what === 'resource groups') assert.match(output, /resource groups by systemd/)
    })
})
