import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import type { BackEnd } from './back-end.ts'
import { isVaultFailure } from './vault-error.ts'

/** What the suite needs of a back end to try it; every part is real. */
export interface BackEndOnTrial {
  readonly name: string
  /** A new, empty place. */
  open(): Promise<BackEnd & AsyncDisposable>
  /** A place with room for about one mebibyte and no more; null where this machine cannot make one. */
  openSmall(): Promise<(BackEnd & AsyncDisposable) | null>
  /**
   * A process that puts `bytes` bytes under `key` again and again, and is killed in the middle of one;
   * resolves when it is gone, with the place it wrote to.
   */
  killDuringPut(key: string, bytes: number): Promise<BackEnd & AsyncDisposable>
  /** Puts into a place where a write is cut short after `limit` bytes; resolves with the failure and the place. */
  cutShort(key: string, bytes: number, limit: number): Promise<{ failure: string; place: BackEnd & AsyncDisposable }>
  /** A place whose medium answers every call with an error. */
  openBroken(): Promise<BackEnd & AsyncDisposable>
  /** A place whose medium takes calls and never answers; null where there is no such thing. */
  openSilent(): Promise<(BackEnd & AsyncDisposable) | null>
}

/** Every back end passes this suite: it is what `BackEnd` promises. */
export function backEndConformance(trial: BackEndOnTrial): void {
  describe(`${trial.name} as a back end`, () => {
    test('gives back what was put, also nothing and large blobs', async () => {
      await using place = await trial.open()
      for (const bytes of [Buffer.alloc(0), Buffer.from('Grüße'), Buffer.alloc(3_000_000, 'x')]) {
        await place.put('a/b/blob', bytes)
        assert.deepEqual(await place.get('a/b/blob'), bytes)
      }
    })

    test('puts many at once, over what was there as well', async () => {
      await using place = await trial.open()
      await place.put('many/0', Buffer.from('before'))
      const blobs = Array.from({ length: 40 }, (_, at) => ({ key: `many/${at}`, bytes: Buffer.from(`blob ${at}`) }))
      await place.putAll(blobs)
      await place.putAll([])
      for (const { key, bytes } of blobs) assert.deepEqual(await place.get(key), bytes)
    })

    test('says not-found for what is not there', async () => {
      await using place = await trial.open()
      await assert.rejects(place.get('a/nothing'), (error) => isVaultFailure(error, 'not-found'))
      assert.equal(await place.has('a/nothing'), false)
    })

    test('tells size and time of what is there', async () => {
      await using place = await trial.open()
      const before = Date.now()
      await place.put('a/known', Buffer.alloc(1234))
      const facts = await place.facts('a/known')
      assert.equal(facts?.size, 1234)
      // The medium's clock may be coarse, and another one.
      assert.ok(Math.abs((facts?.putAt.getTime() ?? 0) - before) < 60_000)
      assert.equal(await place.facts('a/know'), null)
    })

    test('lists more than one page of keys, each once', async () => {
      await using place = await trial.open()
      const keys = Array.from({ length: 250 }, (_, at) => `many/${String(at).padStart(4, '0')}`)
      for (let at = 0; at < keys.length; at += 50) {
        await Promise.all(keys.slice(at, at + 50).map((key) => place.put(key, Buffer.from(key))))
      }
      assert.deepEqual((await Array.fromAsync(place.list('many'))).sort(), keys)
    })

    test('says unavailable where the medium fails, whatever is asked', async () => {
      await using place = await trial.openBroken()
      await saysUnavailable(place)
    })

    test('says unavailable where the medium does not answer', async (context) => {
      const opened = await trial.openSilent()
      if (opened === null) return context.skip('this medium answers or blocks in the kernel')
      await using place = opened
      await saysUnavailable(place)
    })

    test('lists exactly the keys below a prefix', async () => {
      await using place = await trial.open()
      for (const key of ['p/one/aa11', 'p/one/aa22', 'p/one/bb33', 'p/one-more/aa11', 'p/two/aa11']) {
        await place.put(key, Buffer.from(key))
      }
      assert.deepEqual((await Array.fromAsync(place.list('p/one'))).sort(), ['p/one/aa11', 'p/one/aa22', 'p/one/bb33'])
      assert.equal((await Array.fromAsync(place.list('p'))).length, 5)
      assert.deepEqual(await Array.fromAsync(place.list('q')), [])
    })

    test('deletes, and deleting again changes nothing', async () => {
      await using place = await trial.open()
      await place.put('a/gone', Buffer.from('x'))
      await place.delete('a/gone')
      await place.delete('a/gone')
      assert.equal(await place.has('a/gone'), false)
      await place.put('a/gone', Buffer.from('y'))
      assert.equal(String(await place.get('a/gone')), 'y')
    })

    test('refuses keys that could lead elsewhere', async () => {
      await using place = await trial.open()
      for (const key of ['', '/a', 'a/', 'a//b', '../a', 'a/../b', 'a/.', 'A/b', 'a\0b', 'a/b.c', 'a\\b']) {
        await assert.rejects(place.put(key, Buffer.from('x')), TypeError, JSON.stringify(key))
        await assert.rejects(place.get(key), TypeError)
      }
      assert.deepEqual(await Array.fromAsync(place.list('a')), [])
    })

    test('takes the same key from many writers at once and keeps one of the blobs whole', async () => {
      await using place = await trial.open()
      const blobs = Array.from({ length: 16 }, (_, at) => Buffer.alloc(100_000, at + 1))
      const reading = (async () => {
        for (let round = 0; round < 40; round++) {
          const found = await place.get('a/same').catch((error: unknown) => {
            if (isVaultFailure(error, 'not-found')) return blobs[0] ?? Buffer.alloc(0)
            throw error
          })
          assert.ok(blobs.some((blob) => blob.equals(found)))
        }
      })()
      await Promise.all([...blobs.map((blob) => place.put('a/same', blob)), reading])
      assert.deepEqual(await Array.fromAsync(place.list('a')), ['a/same'])
    })

    test('says full on a full medium, keeps what was there, and goes on when there is room again', async (context) => {
      const opened = await trial.openSmall()
      if (opened === null) return context.skip('needs root to mount a small file system')
      await using place = opened
      await place.put('a/first', Buffer.alloc(200_000, 'f'))
      const stored: string[] = []
      const fill = async () => {
        for (let round = 0; round < 40; round++) {
          const key = `a/${randomUUID()}`
          await place.put(key, Buffer.alloc(100_000, 'z'))
          stored.push(key)
        }
      }
      await assert.rejects(fill(), (error) => isVaultFailure(error, 'full'))
      assert.deepEqual((await Array.fromAsync(place.list('a'))).sort(), ['a/first', ...stored].sort())
      // The old blob under a key is still whole after the new one did not fit.
      await assert.rejects(place.put('a/first', Buffer.alloc(400_000, 'g')), (error) => isVaultFailure(error, 'full'))
      assert.deepEqual(await place.get('a/first'), Buffer.alloc(200_000, 'f'))
      for (const key of stored) await place.delete(key)
      await place.put('a/first', Buffer.alloc(400_000, 'g'))
      assert.equal((await place.get('a/first')).length, 400_000)
    })

    test('leaves no half blob where a write is cut short', async () => {
      const { failure, place } = await trial.cutShort('a/short', 500_000, 200_000)
      await using own = place
      assert.ok(failure === 'full' || failure === 'unavailable', failure)
      assert.equal(await own.has('a/short'), false)
      assert.deepEqual(await Array.fromAsync(own.list('a')), [])
    })

    test('leaves a whole blob or none where the writer is killed', async () => {
      await using place = await trial.killDuringPut('a/killed', 4_000_000)
      for await (const key of place.list('a')) assert.equal((await place.get(key)).length, 4_000_000)
      await place.put('a/killed', Buffer.alloc(10, 'k'))
      assert.equal((await place.get('a/killed')).length, 10)
    })
  })
}

async function saysUnavailable(place: BackEnd): Promise<void> {
  const calls: (() => Promise<unknown>)[] = [
    () => place.put('a/b', Buffer.from('x')),
    () => place.get('a/b'),
    () => place.has('a/b'),
    () => place.facts('a/b'),
    () => Array.fromAsync(place.list('a')),
    () => place.delete('a/b'),
  ]
  for (const call of calls) {
    await assert.rejects(call(), (error) => isVaultFailure(error, 'unavailable'), String(call))
  }
}
