import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { usualPrograms } from '@nahtlos/contract/session/programs'
import { eventually } from './testing/eventually.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { mousepad, testOrder } from './testing/test-order.ts'

/** Two sessions of one person on one host: one may send to some targets alone, and the other to all. */
let host: TestHost
let bounded: SessionOrder
let free: SessionOrder
const open = createServer((socket) => socket.end())
const closed = createServer((socket) => socket.end())
const heard = createSocket('udp6')
const portOf = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port

before(async () => {
  for (const server of [open, closed]) await once(server.listen(0, '::'), 'listening')
  await once(heard.bind(0, '::'), 'listening')
  const programs = { ...usualPrograms, allow: { packages: ['perl*', 'libperl*'], paths: [] } }
  const app = { ...mousepad, id: 'asks', command: ['perl', '-e', asking(), '/home/anna.berg/answers', ...asked()] }
  free = testOrder({ target: { workspace: 'soziales', app: 'asks' }, apps: [app], programs })
  const targets = [
    { to: '127.0.0.1/32', protocol: 'tcp' as const, ports: [9, portOf(open)] },
    { to: '127.0.0.8/29' },
    { to: '::1/128', protocol: 'udp' as const, ports: [portOf(heard)] },
  ]
  bounded = testOrder({ ...free, id: testOrder().id, network: { targets } })
  host = await testHost()
  await host.startAgent()
  host.desire([bounded, free])
  for (const { id } of [bounded, free]) {
    const { state, detail } = await host.server.session(host.name, id, (seen) => seen.state !== 'preparing')
    assert.equal(state, 'ready', detail ?? '')
  }
})
after(async () => {
  await host?.close()
  for (const server of [open, closed, heard]) server.close()
})

/** Ways to send, each with what becomes of it where only the targets are allowed. */
const ways = [
  ['tcp', '127.0.0.1', 'open', 'sent'],
  ['tcp', '::ffff:127.0.0.1', 'open', 'sent'],
  ['tcp', '127.0.0.1', 'closed', 'refused'],
  ['tcp', '::ffff:127.0.0.1', 'closed', 'refused'],
  ['tcp', '127.0.0.9', 'closed', 'sent'],
  ['tcp', '127.0.0.16', 'open', 'refused'],
  ['tcp', '::1', 'open', 'refused'],
  // What Linux takes for this host itself.
  ['tcp', '0.0.0.0', 'open', 'refused'],
  ['udp', '127.0.0.1', 'open', 'refused'],
  ['udp', '127.0.0.9', 'heard', 'sent'],
  ['udp', '127.0.0.16', 'heard', 'refused'],
  ['udp', '::1', 'heard', 'sent'],
  ['udp', '::1', 'open', 'refused'],
  ['udp', '::ffff:127.0.0.16', 'heard', 'refused'],
  // By way of another one, which the target need not know of (RFC 791, loose source and record route).
  ['route', '127.0.0.9', 'heard', 'refused'],
  ['ping', '127.0.0.16', 'heard', 'refused'],
] as const

function asked(): string[] {
  const ports = { open: portOf(open), closed: portOf(closed), heard: portOf(heard) }
  return ways.map(([how, to, port]) => [how, to, ports[port]].join(','))
}

/** Perl, which can send in every way: `sent`, `refused`, or why it could not even be tried. */
function asking(): string {
  return `use Socket qw(:all); use Errno; my $file = shift; open(my $answers, ">", "$file.part"); for (@ARGV) {
    my ($how, $to, $port) = split /,/;
    my $six = $to =~ /:/;
    my $where = $six ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $to)) : pack_sockaddr_in($port, inet_aton($to));
    my $family = $six ? AF_INET6 : AF_INET;
    my ($kind, $protocol) = $how eq "tcp" ? (SOCK_STREAM, 6) : (SOCK_DGRAM, $how eq "ping" ? 1 : 17);
    my $answer = "untried";
    if (socket(my $socket, $family, $kind, $protocol)) {
      my $asked = $how ne "route" || setsockopt($socket, 0, 4, pack("C8", 131, 7, 4, 127, 0, 0, 16, 0));
      my $done = $how eq "tcp" ? connect($socket, $where) : send($socket, $how eq "ping" ? pack("C8", 8, (0) x 7) : "x", 0, $where);
      $answer = !$asked ? "unasked" : $done ? "sent" : $!{EPERM} ? "refused" : "$!";
    }
    print $answers "$answer\\n";
  } close $answers; rename "$file.part", $file; sleep`
}

/** What the session's own program found. */
async function answersOf({ id }: SessionOrder): Promise<readonly string[]> {
  const file = join(host.directory, 'homes', id, 'answers')
  const read = () => readFile(file, 'utf8').catch(() => '')
  return (await eventually('all ways were tried', read, (text) => text !== '')).trimEnd().split('\n')
}

test('a session that may reach some targets reaches no other, by TCP, UDP or anything else', async () => {
  const found = await answersOf(bounded)
  const usual = await answersOf(free)
  for (const [index, [how, to, port, expected]] of ways.entries()) {
    const way = `${how} to ${to} (${port}): ${found[index]}, and ${usual[index]} from the other session`
    // Whether anybody may ping, or say the way, is the host's own setting, or its kernel's.
    if ((how === 'ping' || how === 'route') && usual[index] !== 'sent') assert.notEqual(found[index], 'sent', way)
    else assert.deepEqual([found[index], usual[index]], [expected, 'sent'], way)
  }
})

test('what the agent brings into the session later is bounded as well, and when the agent has been started anew', async () => {
  const ask = `(exec 3<>/dev/tcp/127.0.0.1/${portOf(open)}) && echo open; (exec 3<>/dev/tcp/127.0.0.1/${portOf(closed)}) && echo closed`
  const reached = async (order: SessionOrder) =>
    (await host.inSession(order, ['bash', '-c', `{ ${ask}; } 2>/dev/null`])).split('\n')
  assert.deepEqual(await reached(bounded), ['open', ''])
  assert.deepEqual(await reached(free), ['open', 'closed', ''])
  await host.startAgent()
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ready'))
  assert.deepEqual(await reached(bounded), ['open', ''])
})

test('nothing of it is left when the sessions end', async () => {
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ended'))
  assert.deepEqual(await host.leftOvers(), [])
})
