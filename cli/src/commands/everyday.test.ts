import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { listeningPortal } from '../testing/listening-portal.ts'

const at = '2026-03-02T08:00:00.000Z'
const both = (text: string) => ({ de: text, en: text })
const notice = (id: string, readAt: string | null) => ({
  id,
  kind: 'device-due-soon',
  at,
  title: both('Bald zurückzugeben'),
  text: both('Sehen Sie nach.'),
  about: both('Notebook\u001b[2J'),
  page: '/equipment',
  readAt,
})

test('notices are told, the new ones marked, with no control character of anybody', async () => {
  await using portal = await listeningPortal()
  portal.answer = { unread: 1, notices: [notice('b', null), notice('a', at)] }
  const { out } = await portal.nahtlos('notices')
  assert.deepEqual(out.split('\n'), [
    `* ${at}  Bald zurückzugeben: Notebook�[2J`,
    '    Sehen Sie nach.',
    `  ${at}  Bald zurückzugeben: Notebook�[2J`,
    '    Sehen Sie nach.',
    '1 nicht gelesen (*).',
  ])
  assert.equal((await portal.nahtlos('notices', 'read')).out, '1 als gelesen markiert.')
  assert.deepEqual(portal.asked.at(-1), { method: 'POST', path: '/api/notices/read', body: '{"notices":["b"]}' })
  portal.asked.length = 0
  portal.answer = { unread: 0, notices: [notice('a', at)] }
  assert.equal((await portal.nahtlos('notices', 'read')).out, '0 als gelesen markiert.')
  assert.equal(portal.asked.length, 1, 'nothing to mark, nothing asked')
})

test('when mails come is told and changed', async () => {
  await using portal = await listeningPortal()
  portal.answer = { rhythm: 'daily', address: 'a@example.org', sent: true, dailyMailAt: '07:00' }
  const { out } = await portal.nahtlos('notices', 'mail')
  assert.equal(out, 'daily\nDie tägliche E-Mail kommt um 07:00 Uhr.\nSie gehen an a@example.org.')
  await portal.nahtlos('notices', 'mail', 'never')
  assert.deepEqual(portal.asked, [
    { method: 'GET', path: '/api/notices/mail', body: '' },
    { method: 'PUT', path: '/api/notices/mail', body: '{"rhythm":"never"}' },
  ])
  assert.match((await portal.nahtlos('notices', 'mail', 'weekly')).error, /Möglich sind: at-once, daily, never/)
})

test('the workplace at home says until when it and the training hold', async () => {
  await using portal = await listeningPortal()
  const mine = { checklist: [], photosAtMost: 5, check: null, confirmedUntil: null, trainingUntil: null }
  portal.answer = { ...mine, today: '2026-03-02' }
  const none = (await portal.nahtlos('home-workplace')).out
  assert.equal(none, 'Arbeitsplatz zu Hause: noch nicht\nUnterweisung: noch nicht')
  const check = {
    id: 'x',
    state: 'returned',
    remark: 'Welcher Stuhl?\nUnd der Tisch?',
    answers: [],
    photos: [],
    filedAt: at,
  }
  portal.answer = { ...mine, check, confirmedUntil: '2026-03-01', trainingUntil: '2026-03-02', today: '2026-03-02' }
  assert.deepEqual((await portal.nahtlos('home-workplace')).out.split('\n'), [
    'Arbeitsplatz zu Hause: galt bis 2026-03-01',
    'Zu Ihren Angaben gibt es eine Rückfrage.',
    'Welcher Stuhl?',
    'Und der Tisch?',
    'Unterweisung: gilt bis 2026-03-02',
  ])
})

test('occupational safety lists what waits and records a training of many at once', async () => {
  await using portal = await listeningPortal()
  const person = { id: 'p', name: 'Anna Becker', department: 'sozialamt' }
  portal.answer = [{ id: 'x', person, departmentTitle: both('Sozialamt'), filedAt: at }]
  assert.match((await portal.nahtlos('home-workplace', 'waiting')).out, /^Person .*\nAnna Becker {2}Sozialamt {2}2026/)
  portal.answer = { recorded: 2 }
  const call = ['home-workplace', 'training', '2026-03-02', 'anna.becker', 'j.sommer', '--correction', 'yes']
  assert.equal((await portal.nahtlos(...call)).out, '2 Personen eingetragen.')
  assert.deepEqual(portal.asked.at(-1), {
    method: 'POST',
    path: '/api/trainings',
    body: JSON.stringify({ on: '2026-03-02', accounts: ['anna.becker', 'j.sommer'], correction: true }),
  })
  const wrong = await portal.nahtlos('home-workplace', 'training', 'gestern', 'anna.becker')
  assert.equal(wrong.error, '✗ „gestern“ ist kein Tag wie 2026-03-02.')
})

test('a list of devices comes in as it was saved, by Excel as well', async () => {
  await using portal = await listeningPortal()
  const file = join(portal.home, 'devices.csv')
  await writeFile(file, Buffer.from('type;model\nnotebook;Gerät', 'latin1'))
  portal.answer = { added: 1, changed: 0 }
  assert.equal((await portal.nahtlos('devices', 'import', file)).out, '1 aufgenommen, 0 geändert.')
  const [{ path, body } = { path: '', body: '' }] = portal.asked
  assert.deepEqual([path, JSON.parse(body)], ['/api/equipment/import', { csv: 'type;model\nnotebook;Gerät' }])
})

test('states are said in words, and one that only a newer server knows by its name', async () => {
  await using portal = await listeningPortal()
  const host = { sessions: 0, load: null, cores: null, memoryAvailable: null, missingPackages: [], concerns: [] }
  portal.answer = [
    { ...host, id: 'host-a', state: 'draining', concerns: [{ what: 'disk-low', session: null, detail: '/srv 91 %' }] },
    { ...host, id: 'host-b', state: 'asleep' },
  ]
  const { out } = await portal.nahtlos('hosts')
  assert.match(out, /^host-a {2}nimmt nichts Neues an .* die Platte ist fast voll: \/srv 91 %$/m)
  assert.match(out, /^host-b {2}asleep /m)
  assert.match((await portal.nahtlos('hosts', '--json')).out, /"state": "draining"/)
})

test('a host is emptied for maintenance and filled again, and a session logged off', async () => {
  await using portal = await listeningPortal()
  portal.answer = { id: 'host-a', sessions: 3 }
  assert.equal(
    (await portal.nahtlos('hosts', 'drain', 'host-a')).out,
    'host-a nimmt nichts Neues an. 3 Sitzungen laufen dort.',
  )
  assert.equal((await portal.nahtlos('hosts', 'resume', 'host-a')).out, 'host-a nimmt neue Sitzungen an.')
  portal.answer = { person: { name: 'Anna Becker' } }
  assert.equal(
    (await portal.nahtlos('sessions', 'end', 'a-session')).out,
    'Die Sitzung von Anna Becker wird abgemeldet.',
  )
  assert.deepEqual(portal.asked, [
    { method: 'PUT', path: '/api/administration/hosts/host-a/draining', body: '{"draining":true}' },
    { method: 'PUT', path: '/api/administration/hosts/host-a/draining', body: '{"draining":false}' },
    { method: 'DELETE', path: '/api/administration/sessions/a-session', body: '' },
  ])
})
