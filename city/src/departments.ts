import { parseAllDocuments } from 'yaml'
import { readConfigurationFiles } from './configuration.ts'

export interface CityDepartment {
  readonly id: string
  readonly telework: boolean
}

/** The city's departments, as its configuration lists them. */
export function cityDepartments(): CityDepartment[] {
  const text = readConfigurationFiles().find((file) => file.path === 'departments.yaml')?.text ?? ''
  return parseAllDocuments(text).map((document) => ({
    id: String(document.get('id')),
    telework: document.get('telework') === true,
  }))
}
