/** Stands where somebody acted for others who is deleted now: their cases keep what was decided, not by whom. */
export const formerStaff = {
  id: '00000000-0000-4000-8000-000000000001',
  account: 'former-staff',
  name: 'Ehemalige Person',
} as const
