import { describe, expect, test } from 'vitest'
import { areHours, type ConditionChoice, choiceOf, conditionOf, everywhereAlways, slugOf } from './condition.ts'

describe('the condition builder', () => {
  const choices: [Partial<ConditionChoice>, string][] = [
    [{}, 'true'],
    [
      { where: 'outside', groups: ['redaktion'], hours: '07:00-19:00', days: 'offWork' },
      'zone.outside && "redaktion" in person.groups && !within("07:00-19:00") && !time.workday',
    ],
    [
      { where: 'inside', department: 'sozialamt', days: 'holiday' },
      '!zone.outside && person.department == "sozialamt" && time.holiday',
    ],
    [
      { where: 'zone/home', groups: ['a', 'b'], hours: '08:00-12:00', hoursAre: 'within', secondFactor: 'without' },
      'zone.id == "home" && ("a" in person.groups || "b" in person.groups) && within("08:00-12:00") && !secondFactor',
    ],
    [{ device: 'without', agreement: 'today', days: 'work' }, 'time.workday && !device.enrolled && onHomeDay()'],
    [{ where: 'outside', afterMinutes: '120' }, 'zone.outside && session.running && session.minutes >= 120'],
    [{ pool: 'gpu' }, 'session.running && host.pool == "gpu"'],
  ]

  test('writes what one would write by hand, and reads it back', () => {
    for (const [change, text] of choices) {
      const choice = { ...everywhereAlways, ...change }
      expect(conditionOf(choice)).toBe(text)
      expect(choiceOf(text)).toEqual(choice)
    }
  })

  test('does not take for its own what it would write otherwise', () => {
    for (const text of [
      'zone.outside || secondFactor',
      'zone.outside && !zone.outside',
      'person.account == "x"',
      'session.running',
      'session.minutes >= 120',
      'zone.outside && person.groups.exists(g, g == "a")',
      '"a" in person.groups && "b" in person.groups',
    ])
      expect(choiceOf(text)).toBeNull()
  })

  test('takes hours only', () => {
    expect(['07:00-19:00', '22:00-06:00', '7-19', '07:00-07:00', '07:00-19:00-20:00', '"'].map(areHours)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })

  test('makes identifiers of titles, and never one that is taken', () => {
    expect(slugOf('Kein Drucken für Außendienst!')).toBe('kein-drucken-fuer-aussendienst')
    expect(slugOf('…')).toBe('dokument')
    expect(slugOf('Home', (slug) => ['home', 'home-2'].includes(slug))).toBe('home-3')
  })
})
