import type { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import type { HomeAnswer } from '@nahtlos/contract/home-workplace/check'

/** Every question has exactly one answer, and a no says what is different. */
export function homeCheckFaults(
  rules: HomeWorkplace,
  answers: readonly HomeAnswer[],
): { path: string; message: string }[] {
  const items = rules.checklist.map(({ id }) => id)
  const given = answers.map(({ item }) => item)
  return [
    ...items.filter((id) => !given.includes(id)).map((id) => ({ path: 'answers', message: `"${id}" is not answered` })),
    ...answers.flatMap(({ item, yes, note }, at) => {
      const path = `answers.${at}`
      if (!items.includes(item)) return [{ path, message: `the checklist has no "${item}"` }]
      if (given.indexOf(item) !== at) return [{ path, message: `"${item}" is answered twice` }]
      return !yes && !note ? [{ path: `${path}.note`, message: `say what is different with "${item}"` }] : []
    }),
  ]
}
