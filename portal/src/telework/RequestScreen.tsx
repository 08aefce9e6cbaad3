import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import { Field } from '../shell/Field.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import type { Answers } from './application-draft.ts'
import { Check, Checks, Radios } from './Choices.tsx'
import { latestEnd, type Screen } from './check-answers.ts'
import { formTexts } from './form-texts.ts'
import { WeekGrid } from './WeekGrid.tsx'

interface RequestScreenProps {
  readonly screen: Exclude<Screen, 'summary'>
  readonly answers: Answers
  readonly terms: TeleworkTerms
  faultOf(field: string): string | undefined
  onChange(part: Partial<Answers>): void
}

/** The fields of one screen. */
export function RequestScreen(props: RequestScreenProps) {
  const { screen, answers, terms, faultOf, onChange } = props
  const t = useTexts(formTexts)
  const text = useText()
  const yesNo = [
    { value: 'yes', text: t.yes },
    { value: 'no', text: t.no },
  ]
  const ask = (field: 'separateArea' | 'furniture' | 'internet', legend: string, hint: string) => (
    <Radios
      id={field}
      legend={legend}
      hint={hint}
      choices={yesNo}
      value={answers[field]}
      error={faultOf(field)}
      onChange={(value) => onChange({ [field]: value })}
    />
  )
  switch (screen) {
    case 'period':
      return (
        <div className="columns">
          <Field
            id="from"
            label={t.from}
            inputType="date"
            value={answers.from}
            onChange={(from) => onChange({ from })}
            min={terms.today}
            isRequired
            error={faultOf('from')}
          />
          <Field
            id="until"
            label={t.until}
            inputType="date"
            value={answers.until}
            onChange={(until) => onChange({ until })}
            min={answers.from || terms.today}
            max={latestEnd(answers.from || terms.today, terms.maximumMonths)}
            isRequired
            error={faultOf('until')}
          />
        </div>
      )
    case 'days':
      return (
        <WeekGrid
          week={answers.week}
          withContact={terms.ask.includes('contact-hours')}
          {...(terms.ask.includes('contact-hours') ? { hint: t.daysContactHint } : {})}
          faultOf={faultOf}
          onChange={(week) => onChange({ week })}
        />
      )
    case 'office':
      return (
        <WeekGrid
          id="office"
          legend={t.officeDays}
          hint={t.officeHint}
          week={answers.office}
          faultOf={faultOf}
          onChange={(office) => onChange({ office })}
        />
      )
    case 'task':
      return (
        <>
          <Field
            id="task"
            label={t.task}
            hint={t.taskHint}
            rows={3}
            maxLength={1000}
            value={answers.task}
            onChange={(task) => onChange({ task })}
            isRequired
            error={faultOf('task')}
          />
          <Radios
            id="protectionNeed"
            legend={t.protection}
            hint={t.protectionHint}
            choices={[
              { value: 'normal', text: t.protectionNormal },
              { value: 'high', text: t.protectionHigh },
            ]}
            value={answers.protectionNeed}
            error={faultOf('protectionNeed')}
            onChange={(value) => onChange({ protectionNeed: value === 'high' ? 'high' : 'normal' })}
          />
        </>
      )
    case 'apps':
      return (
        <>
          {terms.workspaces.length > 1 && (
            <Select
              label={t.workspace}
              value={answers.workspace}
              options={[
                { value: '', text: t.noChoice },
                ...terms.workspaces.map(({ id, title }) => ({ value: id, text: text(title) })),
              ]}
              onChange={(workspace) => onChange({ workspace })}
            />
          )}
          <Checks
            legend={t.apps}
            hint={t.appsHint}
            choices={terms.apps.map(({ id, title }) => ({ value: id, text: text(title) }))}
            values={answers.apps}
            onChange={(apps) => onChange({ apps })}
          />
        </>
      )
    case 'home':
      return (
        <>
          {ask('separateArea', t.separateArea, t.separateAreaHint)}
          {ask('furniture', t.furniture, t.furnitureHint)}
          {ask('internet', t.internet, t.internetHint)}
          <Field
            id="phone"
            label={t.phone}
            hint={t.phoneHint}
            inputMode="tel"
            maxLength={40}
            value={answers.phone}
            onChange={(phone) => onChange({ phone })}
            isRequired
            error={faultOf('phone')}
          />
        </>
      )
    case 'equipment':
      return (
        <>
          <Checks
            legend={t.equipment}
            hint={t.equipmentHint}
            choices={terms.equipment.map(({ id, title }) => ({ value: id, text: text(title) }))}
            values={answers.equipment}
            onChange={(equipment) => onChange({ equipment })}
          />
          <Field
            label={t.held}
            hint={t.heldHint}
            maxLength={500}
            value={answers.held}
            onChange={(held) => onChange({ held })}
          />
        </>
      )
    case 'personal':
      return (
        <div className="flow">
          <p className="kern-body">{t.personalHint}</p>
          {terms.ask.includes('family-duties') && (
            <Check
              id="familyDuties"
              label={t.familyDuties}
              checked={answers.familyDuties}
              onChange={(familyDuties) => onChange({ familyDuties })}
            />
          )}
          {terms.ask.includes('representative') && (
            <Check
              id="representative"
              label={t.representative}
              checked={answers.representative}
              onChange={(representative) => onChange({ representative })}
            />
          )}
        </div>
      )
    case 'declarations':
      return (
        <div className="flow">
          <div className="panel flow">
            <h3 className="kern-title">{t.leafletTitle(terms.leaflet.version)}</h3>
            <p className="kern-body">{text(terms.leaflet.text)}</p>
          </div>
          {(
            [
              ['leaflet', t.leaflet(terms.leaflet.version)],
              ['dataProtection', t.dataProtection],
              ['equipmentReturn', t.equipmentReturn],
            ] as const
          ).map(([field, label]) => (
            <Check
              key={field}
              id={field}
              label={label}
              checked={answers[field]}
              error={faultOf(field)}
              onChange={(checked) => onChange({ [field]: checked })}
            />
          ))}
        </div>
      )
  }
}
