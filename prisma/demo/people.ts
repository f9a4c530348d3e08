import type { Role } from "@/lib/context";

export type TeamName = "Design" | "Engineering" | "Support";

/** Who somebody of the demo is, and how they work. */
export type Person = {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly team: TeamName | null;
  /** How many days before today they began. */
  readonly sinceDays: number;
  /** Assignments a week, in an ordinary week. */
  readonly perWeek: number;
  /** Chance to be on time, a year ago and today. */
  readonly punctual: readonly [number, number];
  /** Mean difficulty, a year ago and today. */
  readonly difficulty: readonly [number, number];
  /** How able they are, 0–10, a year ago and today. */
  readonly able: readonly [number, number];
  /** Somebody new: one assignment on each of so many first workdays, whatever the season, and none after them. */
  readonly firstTasks: number | null;
};

const ALL_YEAR = 366;

type Habits = Partial<Omit<Person, "username" | "displayName" | "role" | "team">>;

function person(
  username: string,
  displayName: string,
  role: Role,
  team: TeamName | null,
  habits: Habits = {},
): Person {
  return {
    username,
    displayName,
    role,
    team,
    sinceDays: ALL_YEAR,
    perWeek: 6.5,
    punctual: [0.82, 0.84],
    difficulty: [5, 5.4],
    able: [7, 7.4],
    firstTasks: null,
    ...habits,
  };
}

export const people: readonly Person[] = [
  person("ingrid_solberg", "Ingrid Solberg", "admin", null, { perWeek: 0 }),
  person("carlos_mendes", "Carlos Mendes", "manager", null, {
    perWeek: 1.2,
    punctual: [0.9, 0.92],
    difficulty: [7, 7.2],
    able: [8.5, 8.8],
  }),
  person("amara_okafor", "Amara Okafor", "team_lead", "Design", {
    perWeek: 4.5,
    punctual: [0.9, 0.95],
    difficulty: [6.5, 7],
    able: [8.6, 9],
  }),
  person("tomasz_nowak", "Tomasz Nowak", "team_lead", "Engineering", {
    perWeek: 4.5,
    punctual: [0.84, 0.86],
    difficulty: [7.4, 7.8],
    able: [9, 9.2],
  }),
  person("leila_haddad", "Leila Haddad", "team_lead", "Support", {
    perWeek: 5,
    punctual: [0.92, 0.9],
    difficulty: [5, 5.5],
    able: [8.4, 8.6],
  }),
  person("john_doe", "John Doe", "employee", "Engineering", {
    perWeek: 7.5,
    punctual: [0.78, 0.98],
    difficulty: [5.6, 7.6],
    able: [7.4, 9.2],
  }),
  person("jane_smith", "Jane Smith", "employee", "Engineering", {
    punctual: [0.8, 0.8],
    difficulty: [4.8, 5.2],
    able: [7.4, 7.6],
  }),
  person("wei_zhang", "Wei Zhang", "employee", "Engineering", {
    punctual: [0.95, 0.97],
    difficulty: [7.8, 8.4],
    able: [8.8, 9.4],
  }),
  person("priya_raman", "Priya Raman", "employee", "Engineering", {
    punctual: [0.9, 0.72],
    difficulty: [6, 7.8],
  }),
  person("lukas_weber", "Lukas Weber", "employee", "Engineering", {
    punctual: [0.6, 0.7],
    able: [5.8, 6.6],
  }),
  person("fatima_zahra", "Fatima Zahra El Amrani", "employee", "Engineering", {
    sinceDays: 190,
    punctual: [0.7, 0.9],
    able: [6, 8],
  }),
  person("diego_fuentes", "Diego Fuentes", "employee", "Engineering", {
    perWeek: 5,
    punctual: [0.86, 0.6],
    difficulty: [6.6, 6.2],
  }),
  person("aiko_tanaka", "Aiko Tanaka", "employee", "Design", {
    punctual: [0.94, 0.96],
    difficulty: [5.6, 6.4],
    able: [8.4, 9],
  }),
  person("noah_kim", "Noah Kim", "employee", "Design", {
    punctual: [0.7, 0.84],
    difficulty: [4, 5],
    able: [6.4, 7.8],
  }),
  person("chloe_dubois", "Chloé Dubois", "employee", "Design", {
    punctual: [0.88, 0.86],
    difficulty: [6, 6],
  }),
  person("samuel_osei", "Samuel Osei", "employee", "Design", {
    sinceDays: 250,
    punctual: [0.76, 0.9],
    able: [6.2, 8],
  }),
  person("elif_yildiz", "Elif Yıldız", "employee", "Design", {
    perWeek: 5.5,
    punctual: [0.84, 0.7],
    difficulty: [5.2, 5.8],
  }),
  person("mateo_rossi", "Mateo Rossi", "employee", "Design", {
    sinceDays: 24,
    difficulty: [3, 3],
    firstTasks: 4,
  }),
  person("olivia_brown", "Olivia Brown", "employee", "Support", {
    perWeek: 9,
    punctual: [0.9, 0.94],
    difficulty: [3.2, 3.8],
    able: [8, 8.6],
  }),
  person("mohammed_ali", "Mohammed Ali", "employee", "Support", {
    perWeek: 9,
    punctual: [0.84, 0.9],
    difficulty: [3.6, 4],
    able: [7.4, 8.2],
  }),
  person("anja_petrovic", "Anja Petrović", "employee", "Support", {
    perWeek: 8,
    punctual: [0.74, 0.6],
    difficulty: [3.4, 3.6],
    able: [6.4, 6.2],
  }),
  person("kwame_mensah", "Kwame Mensah", "employee", "Support", {
    perWeek: 7.5,
    punctual: [0.8, 0.88],
    difficulty: [4, 4.4],
  }),
  person("sofia_garcia", "Sofía García", "employee", "Support", {
    sinceDays: 120,
    perWeek: 7,
    punctual: [0.7, 0.92],
    difficulty: [3, 4],
    able: [5.8, 7.6],
  }),
  person("henrik_larsen", "Henrik Larsen", "employee", "Support", { sinceDays: 3, perWeek: 0 }),
];

export const listSkillsOfTeam: Readonly<Record<TeamName, readonly [string, ...string[]]>> = {
  Design: ["Illustration", "Layout", "Prototyping", "User research", "Accessibility"],
  Engineering: ["TypeScript", "SQL", "Testing", "Operations", "Architecture"],
  Support: ["Customer care", "Writing", "Triage", "Billing", "Onboarding"],
};
