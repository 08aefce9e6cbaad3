import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { faultsOf, plainLanguage, sentencesOf, untranslated } from './plain-language.ts'

test('a sentence of more than twenty words and a word of the office are found, in German alone', () => {
  const long = `${'Wort '.repeat(21).trim()}.`
  assert.equal(faultsOf(long, 'de').length, 1)
  assert.equal(faultsOf(`${'Wort '.repeat(12)}. ${'Wort '.repeat(12)}.`, 'de').length, 0)
  assert.match(faultsOf('Bitte unverzüglich melden.', 'de')[0] ?? '', /say "sofort"/)
  assert.deepEqual(faultsOf(long, 'en'), [])
})

test('texts are found in objects, lists and functions, each with its language', () => {
  const texts = { de: { a: 'Eins', b: (name: string) => `Für ${name}` }, en: { a: 'One', b: () => 'For' } }
  assert.deepEqual(
    sentencesOf(texts, 't').map(({ path, text }) => `${path}=${text}`),
    ['t.de.a=Eins', 't.de.b()=Für X', 't.en.a=One', 't.en.b()=For'],
  )
})

test('German that stands in the English texts, too, or nowhere in them, is found', () => {
  const texts = { de: { a: 'Das ist ein Satz.', b: 'Das fehlt ganz hier.' }, en: { a: 'Das ist ein Satz.', b: '' } }
  assert.equal(untranslated(sentencesOf(texts, 't')).length, 2)
  assert.deepEqual(untranslated(sentencesOf({ de: 'Das ist ein Satz.', en: 'A sentence.' }, 't')), [])
})

test('the texts of the product are plain and complete', async () => {
  assert.deepEqual(await plainLanguage.find(resolve(import.meta.dirname, '../../..')), [])
})
