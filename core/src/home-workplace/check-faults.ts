import type { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'
import type { HomeAnswer } from '@nahtlos/contract/home-workplace/check'

/** Every question has exactly one answer, and a no says what is different. */
export function homeCheckFaults(rules: HomeWorkplace, answers: readonly HomeAnswer[]): FieldFault[] {
  const items = rules.checklist.map(({ id }) => id)
  const given = answers.map(({ item }) => item)
  const titleOf = (id: string) => rules.checklist.find((one) => one.id === id)?.title ?? { de: id, en: id }
  return [
    ...items
      .filter((id) => !given.includes(id))
      .map(titleOf)
      .map(({ de, en }) => fieldFault('answers', `"${de}" ist nicht beantwortet`, `"${en}" is not answered`)),
    ...answers.flatMap(({ item, yes, note }, at) => {
      const path = `answers.${at}`
      const { de, en } = titleOf(item)
      if (!items.includes(item))
        return [fieldFault(path, `die Liste hat kein "${item}"`, `the checklist has no "${item}"`)]
      if (given.indexOf(item) !== at)
        return [fieldFault(path, `"${de}" ist doppelt beantwortet`, `"${en}" is answered twice`)]
      return !yes && !note
        ? [
            fieldFault(
              `${path}.note`,
              `schreiben Sie, was bei "${de}" anders ist`,
              `say what is different with "${en}"`,
            ),
          ]
        : []
    }),
  ]
}
