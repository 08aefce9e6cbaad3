import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from './routes.ts'

test('no two routes answer the same call', () => {
  const calls = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':x')}`)
  assert.equal(new Set(calls).size, calls.length)
})

test('every route names its permission, and only sign-in, ping, the first run, the schema for editors and secret addresses of calendars are open to anyone', () => {
  const open = routes.filter(({ permission }) => permission === 'anyone').map(({ path }) => path)
  assert.deepEqual(open.toSorted(), [
    '/api/calendar/:token',
    '/api/configuration.schema.json',
    '/api/first-administrator',
    '/api/ping',
    '/api/sign-in',
  ])
})

test('a parameter in the path has a schema', () => {
  for (const { path, params } of routes) assert.equal(path.includes(':'), params !== undefined, path)
})
