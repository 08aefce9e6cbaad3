import { describe, expect, test } from 'vitest'
import { areHours, conditionOf, everywhereAlways, limitDocument, slugOf } from './condition.ts'

describe('the condition builder', () => {
  test('writes what one would write by hand', () => {
    expect(conditionOf(everywhereAlways)).toBe('true')
    expect(
      conditionOf({
        where: 'outside',
        group: 'redaktion',
        department: '',
        outsideHours: '07:00-19:00',
        days: 'offWork',
      }),
    ).toBe('zone.outside && "redaktion" in person.groups && !within("07:00-19:00") && !time.workday')
    expect(conditionOf({ ...everywhereAlways, where: 'inside', department: 'sozialamt', days: 'holiday' })).toBe(
      '!zone.outside && person.department == "sozialamt" && time.holiday',
    )
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

  test('texts cannot break out of their place', () => {
    const text = limitDocument({
      id: 'x',
      title: { de: 'A" }\nkind: City', en: 'A' },
      reason: { de: '# "', en: ':' },
      when: 'true',
      without: ['print'],
      department: null,
    })
    expect(text.split('\n')).toHaveLength(10)
    expect(text).toContain('title: { de: "A\\" }\\nkind: City", en: "A" }')
  })

  test('makes identifiers of titles', () => {
    expect(slugOf('Kein Drucken für Außendienst!')).toBe('kein-drucken-fuer-aussendienst')
    expect(slugOf('…')).toBe('regel')
  })
})
