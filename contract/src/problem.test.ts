import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problems } from './problem.ts'

test('every problem says in both languages what is wrong and what to do, in whole sentences', () => {
  for (const [code, { status, de, en, next }] of Object.entries(problems)) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/)
    assert.ok(status >= 400 && status < 600, code)
    for (const sentence of [de, en, next.de, next.en])
      assert.match(sentence, /^\p{Lu}.*[.!?]$/su, `${code}: ${sentence}`)
  }
})
