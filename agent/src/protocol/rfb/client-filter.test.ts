import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { pasteMaximum } from '@nahtlos/contract/display-protocol'
import type { Right } from '@nahtlos/contract/rights'
import fc from 'fast-check'
import { type ClientFilter, clientFilter, RfbViolation } from './client-filter.ts'
import { clipboardCaps, emptyProvide } from './clipboard.ts'
import { extendedClipboard, setEncodings } from './encodings.ts'

const everything: readonly Right[] = ['control', 'clipboard-in', 'clipboard-out']
const hello = Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.from([1, 0])])
const forced = Buffer.concat([clipboardCaps(0), setEncodings([0, extendedClipboard])])

const key = (down: boolean, keysym = 0x61) => Buffer.from([4, down ? 1 : 0, 0, 0, 0, 0, 0, keysym])
const pointer = (buttons: number) => Buffer.from([5, buttons, 0, 10, 0, 20])
const qemuKey = (down: boolean) => Buffer.from([255, 0, 0, down ? 1 : 0, 0, 0, 0, 0x61, 0, 0, 0, 30])
const resize = Buffer.concat([Buffer.from([251, 0, 4, 0, 3, 0, 1, 0]), Buffer.alloc(16)])
const update = Buffer.from([3, 1, 0, 0, 0, 0, 5, 0, 3, 32])
const fence = Buffer.from([248, 0, 0, 0, 0, 0, 0, 1, 2, 7, 7])
const pixelFormat = Buffer.concat([Buffer.from([0, 0, 0, 0, 32, 24, 0, 1]), Buffer.alloc(12)])
const continuous = Buffer.from([150, 1, 0, 0, 0, 0, 5, 0, 3, 32])
const xvp = Buffer.from([250, 0, 1, 2])

function cutText(text: string): Buffer {
  const head = Buffer.alloc(8)
  head[0] = 6
  head.writeInt32BE(text.length, 4)
  return Buffer.concat([head, Buffer.from(text, 'latin1')])
}

function extended(flags: number, body: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(12)
  head[0] = 6
  head.writeInt32BE(-(4 + body.length), 4)
  head.writeInt32BE(flags | 0, 8)
  return Buffer.concat([head, body])
}
const request = extended((1 << 25) | 1)
const peek = extended(1 << 26)
const notify = extended((1 << 27) | 1)
const caps = clipboardCaps(0)

function provide(size: number): Buffer {
  const plain = Buffer.alloc(4 + size, 'ä')
  plain.writeUInt32BE(size)
  return extended((1 << 28) | 1, deflateSync(plain))
}

function opened(rights: readonly Right[]): ClientFilter {
  const filter = clientFilter(rights)
  filter.push(hello)
  return filter
}
const passed = (filter: ClientFilter, ...messages: Buffer[]) =>
  Buffer.concat(filter.push(Buffer.concat(messages)).toServer)

test('with every right a browser’s messages go on unchanged', () => {
  const messages = [pixelFormat, update, key(true), key(false), pointer(1), qemuKey(true), cutText('Grüße'), caps]
  messages.push(
    request,
    notify,
    provide(100),
    continuous,
    fence,
    resize,
    setEncodings([7, 16, -308, extendedClipboard]),
  )
  for (const message of messages) assert.deepEqual(passed(opened(everything), message), message)
})

test('a connection is always shared, so nobody is disconnected by the client’s own word', () => {
  const out = Buffer.concat(clientFilter(everything).push(hello).toServer)
  assert.deepEqual(out, Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.from([1, 1])]))
})

test('without control neither keys nor pointer nor size go on, and nothing is pasted', () => {
  const filter = opened(['clipboard-in', 'clipboard-out'])
  assert.equal(passed(filter, key(true), qemuKey(true), pointer(1), resize, cutText('x'), notify, provide(5)).length, 0)
  assert.deepEqual(passed(filter, update), update)
})

test('without clipboard-in nothing is pasted, however it is sent', () => {
  const filter = opened(['control', 'clipboard-out'])
  assert.equal(passed(filter, cutText('geheim'), notify, provide(5), provide(pasteMaximum)).length, 0)
  assert.deepEqual(passed(filter, key(true)), key(true))
})

test('without clipboard-out the server is told that the client takes announcements only', () => {
  const filter = clientFilter(['control'])
  assert.deepEqual(Buffer.concat(filter.push(hello).toServer).subarray(14), forced)
  assert.deepEqual(
    passed(filter, setEncodings([7])),
    Buffer.concat([clipboardCaps(0), setEncodings([7, extendedClipboard])]),
  )
  assert.equal(passed(filter, clipboardCaps(1 << 20), request, peek).length, 0)
})

test('what the filter injects at the start goes on in one piece with what makes it necessary', () => {
  const filter = clientFilter([])
  const { toServer } = filter.push(hello)
  assert.equal(toServer.length > 3, true)
})

test('rights that change count from that moment on', () => {
  const filter = opened(['control'])
  const list = setEncodings([7, extendedClipboard])
  passed(filter, list, clipboardCaps(99))
  const granted = filter.setRights(everything)
  assert.deepEqual(Buffer.concat(granted.toServer), Buffer.concat([clipboardCaps(99), list]), 'as the client wanted it')
  assert.deepEqual(passed(filter, notify), notify)
  const withdrawn = filter.setRights(['control'])
  assert.equal(withdrawn.reconnect, false)
  assert.deepEqual(Buffer.concat(withdrawn.toServer), Buffer.concat([clipboardCaps(0), list]))
  assert.equal(passed(filter, request, notify).length, 0)
})

test('when an answer may be under way, taking clipboard-out away needs a new connection', () => {
  const modern = opened(everything)
  passed(modern, setEncodings([extendedClipboard]), request)
  assert.equal(modern.setRights(['control']).reconnect, true)
  const legacy = opened(everything)
  passed(legacy, setEncodings([7]))
  assert.equal(legacy.setRights(['control']).reconnect, true)
})

test('whoever loses control lets go of what was pressed', () => {
  const filter = opened(everything)
  passed(filter, key(true), key(true, 0x62), key(false, 0x62), pointer(1), qemuKey(true))
  const released = Buffer.concat(filter.setRights([]).toServer.slice(0, 3))
  assert.deepEqual(released, Buffer.concat([key(false), qemuKey(false), pointer(0)]))
})

test('a paste that begins while it is permitted and ends after it is not goes nowhere', () => {
  const filter = opened(everything)
  const message = provide(300)
  assert.equal(passed(filter, message.subarray(0, 20)).length, 0)
  filter.setRights(['control', 'clipboard-out'])
  assert.equal(passed(filter, message.subarray(20)).length, 0)
})

test('a paste over the limit is answered with nothing, with a notice, and the next message is understood', () => {
  for (const large of [cutText('x'.repeat(pasteMaximum + 1)), provide(pasteMaximum + 1)]) {
    const filter = opened(everything)
    const { toServer, events } = filter.push(Buffer.concat([large, key(true)]))
    assert.deepEqual(events, ['paste-too-large'])
    assert.deepEqual(Buffer.concat(toServer), Buffer.concat([emptyProvide(), key(true)]))
  }
})

test('a packed paste of enormous length is known by its first bytes', () => {
  const plain = Buffer.alloc(64)
  plain.writeUInt32BE(0xffffffff)
  const { events } = opened(everything).push(extended((1 << 28) | 1, deflateSync(plain)))
  assert.deepEqual(events, ['paste-too-large'])
})

test('encodings that would change the framing of the client’s messages are taken from its list', () => {
  // Extended mouse buttons, gii, QEMU audio.
  assert.deepEqual(passed(opened(everything), setEncodings([7, -316, -305, -259, 16])), setEncodings([7, 16]))
})

test('xvp, which could switch the display off, is dropped', () => {
  assert.equal(passed(opened(everything), xvp).length, 0)
})

const violations: Record<string, readonly Buffer[]> = {
  'a foreign protocol': [Buffer.from('GET / HTTP/1.')],
  'an old version': [Buffer.from('RFB 003.003\n')],
  'another security type': [Buffer.from('RFB 003.008\n'), Buffer.from([2])],
  'an unknown message': [hello, Buffer.from([77])],
  'QEMU audio': [hello, Buffer.from([255, 1, 0, 0])],
  'too many encodings': [hello, Buffer.from([2, 0, 0xff, 0xff])],
  'a cut text of two gigabytes': [hello, Buffer.from([6, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff])],
  'the most negative length': [hello, Buffer.from([6, 0, 0, 0, 0x80, 0, 0, 0])],
  'an extended cut text without flags': [hello, Buffer.from([6, 0, 0, 0, 0xff, 0xff, 0xff, 0xfe])],
  'two clipboard actions at once': [hello, extended((1 << 25) | (1 << 28) | 1)],
  'no clipboard action': [hello, extended(1)],
  'a broken paste': [hello, extended((1 << 28) | 1, Buffer.from('nonsense'))],
  'an oversized fence': [hello, Buffer.from([248, 0, 0, 0, 0, 0, 0, 1, 65])],
  'a wall of screens': [hello, Buffer.from([251, 0, 4, 0, 3, 0, 255, 0])],
}
for (const [name, pieces] of Object.entries(violations))
  test(`${name} is a violation, and nothing is taken afterwards`, () => {
    const filter = clientFilter(everything)
    assert.throws(() => pieces.forEach((piece) => void filter.push(piece)), RfbViolation)
    assert.throws(() => filter.push(key(true)), RfbViolation)
  })

const anyMessage = fc.oneof(
  fc.constantFrom(pixelFormat, update, continuous, fence, resize, xvp, caps, request, peek, notify, cutText('abc')),
  fc.boolean().map((down) => key(down)),
  fc.boolean().map(qemuKey),
  fc.integer({ min: 0, max: 255 }).map(pointer),
  fc.integer({ min: 0, max: 3000 }).map(provide),
  fc.integer({ min: 0, max: 3000 }).map((length) => cutText('x'.repeat(length))),
  fc.array(fc.constantFrom(0, 7, 16, -308, -316, extendedClipboard, 12345), { maxLength: 20 }).map(setEncodings),
)
const anyRights = fc.subarray([...everything])

test('how a stream is cut into pieces changes nothing', () => {
  fc.assert(
    fc.property(
      anyRights,
      fc.array(anyMessage, { maxLength: 30 }),
      fc.array(fc.nat(5000)),
      (rights, messages, cuts) => {
        const stream = Buffer.concat([hello, ...messages])
        const whole = Buffer.concat(clientFilter(rights).push(stream).toServer)
        const filter = clientFilter(rights)
        const out: Buffer[] = []
        let at = 0
        for (const end of [...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length]) {
          out.push(...filter.push(stream.subarray(at, end)).toServer)
          at = end
        }
        assert.deepEqual(Buffer.concat(out), whole)
      },
    ),
  )
})

test('whatever comes and however rights change, only permitted messages go on', () => {
  const step = fc.oneof(anyMessage, anyRights)
  fc.assert(
    fc.property(anyRights, fc.array(step, { maxLength: 60 }), (initial, steps) => {
      const filter = opened(initial)
      let rights: readonly Right[] = initial
      for (const each of steps) {
        if (!Buffer.isBuffer(each)) {
          rights = each
          filter.setRights(rights)
          continue
        }
        for (const message of filter.push(each).toServer) assert.deepEqual(forbidden(message, rights), null)
      }
    }),
  )
})

test('bytes without sense end in a violation or go nowhere, and never in another error', () => {
  fc.assert(
    fc.property(anyRights, fc.array(fc.uint8Array({ maxLength: 200 })), (rights, pieces) => {
      const filter = opened(rights)
      try {
        for (const piece of pieces) filter.push(Buffer.from(piece))
      } catch (error) {
        assert.ok(error instanceof RfbViolation)
      }
    }),
  )
})

/** The right that a message to the server lacks, judged by itself and not by the filter's own code. */
function forbidden(message: Buffer, rights: readonly Right[]): string | null {
  const has = (right: Right) => rights.includes(right)
  const type = message[0] ?? -1
  if ([4, 5, 251, 255].includes(type)) return has('control') ? null : 'control'
  if (type === 2)
    return has('clipboard-out') || message.includes(Buffer.from('c0a1e5ce', 'hex')) ? null : 'legacy clipboard'
  if (type !== 6) return type === 250 ? 'xvp' : null
  if (message.readInt32BE(4) >= 0) return has('control') && has('clipboard-in') ? null : 'paste'
  const flags = message.readUInt32BE(8)
  if (flags & (1 << 24)) return has('clipboard-out') || message.readUInt32BE(12) === 0 ? null : 'caps'
  if (flags & ((1 << 25) | (1 << 26))) return has('clipboard-out') ? null : 'request'
  return has('control') && has('clipboard-in') ? null : 'paste'
}
