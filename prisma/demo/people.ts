import type { Role } from "@/lib/context";

export type TeamName = "Design" | "Engineering" | "Support";

/** A member of the demo with their working habits. */
export type Person = {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly team: TeamName | null;
  /** Days since the member joined. */
  readonly sinceDays: number;
  /** Assignments in an ordinary week. */
  readonly perWeek: number;
  /** The chance to be on time, a year ago and today. */
  readonly punctuality: readonly [number, number];
  /** The mean difficulty, a year ago and today. */
  readonly difficulty: readonly [number, number];
  /** 0–10, a year ago and today. */
  readonly ability: readonly [number, number];
  /** For a newcomer: one assignment on each of the first workdays and none after them, in every season. */
  readonly firstTasks: number | null;
};

const ALL_YEAR = 366;

type Habits = Partial<Omit<Person, "username" | "displayName" | "role" | "team">>;

function createPerson(
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
    punctuality: [0.82, 0.84],
    difficulty: [5, 5.4],
    ability: [7, 7.4],
    firstTasks: null,
    ...habits,
  };
}

export const people: readonly Person[] = [
  createPerson("ingrid_solberg", "Ingrid Solberg", "admin", null, { perWeek: 0 }),
  createPerson("carlos_mendes", "Carlos Mendes", "manager", null, {
    perWeek: 1.2,
    punctuality: [0.9, 0.92],
    difficulty: [7, 7.2],
    ability: [8.5, 8.8],
  }),
  createPerson("amara_okafor", "Amara Okafor", "team_lead", "Design", {
    perWeek: 4.5,
    punctuality: [0.9, 0.95],
    difficulty: [6.5, 7],
    ability: [8.6, 9],
  }),
  createPerson("tomasz_nowak", "Tomasz Nowak", "team_lead", "Engineering", {
    perWeek: 4.5,
    punctuality: [0.84, 0.86],
    difficulty: [7.4, 7.8],
    ability: [9, 9.2],
  }),
  createPerson("leila_haddad", "Leila Haddad", "team_lead", "Support", {
    perWeek: 5,
    punctuality: [0.92, 0.9],
    difficulty: [5, 5.5],
    ability: [8.4, 8.6],
  }),
  createPerson("john_doe", "John Doe", "employee", "Engineering", {
    perWeek: 7.5,
    punctuality: [0.78, 0.98],
    difficulty: [5.6, 7.6],
    ability: [7.4, 9.2],
  }),
  createPerson("jane_smith", "Jane Smith", "employee", "Engineering", {
    punctuality: [0.8, 0.8],
    difficulty: [4.8, 5.2],
    ability: [7.4, 7.6],
  }),
  createPerson("wei_zhang", "Wei Zhang", "employee", "Engineering", {
    punctuality: [0.95, 0.97],
    difficulty: [7.8, 8.4],
    ability: [8.8, 9.4],
  }),
  createPerson("priya_raman", "Priya Raman", "employee", "Engineering", {
    punctuality: [0.9, 0.72],
    difficulty: [6, 7.8],
  }),
  createPerson("lukas_weber", "Lukas Weber", "employee", "Engineering", {
    punctuality: [0.6, 0.7],
    ability: [5.8, 6.6],
  }),
  createPerson("fatima_zahra", "Fatima Zahra El Amrani", "employee", "Engineering", {
    sinceDays: 190,
    punctuality: [0.7, 0.9],
    ability: [6, 8],
  }),
  createPerson("diego_fuentes", "Diego Fuentes", "employee", "Engineering", {
    perWeek: 5,
    punctuality: [0.86, 0.6],
    difficulty: [6.6, 6.2],
  }),
  createPerson("aiko_tanaka", "Aiko Tanaka", "employee", "Design", {
    punctuality: [0.94, 0.96],
    difficulty: [5.6, 6.4],
    ability: [8.4, 9],
  }),
  createPerson("noah_kim", "Noah Kim", "employee", "Design", {
    punctuality: [0.7, 0.84],
    difficulty: [4, 5],
    ability: [6.4, 7.8],
  }),
  createPerson("chloe_dubois", "Chloé Dubois", "employee", "Design", {
    punctuality: [0.88, 0.86],
    difficulty: [6, 6],
  }),
  createPerson("samuel_osei", "Samuel Osei", "employee", "Design", {
    sinceDays: 250,
    punctuality: [0.76, 0.9],
    ability: [6.2, 8],
  }),
  createPerson("elif_yildiz", "Elif Yıldız", "employee", "Design", {
    perWeek: 5.5,
    punctuality: [0.84, 0.7],
    difficulty: [5.2, 5.8],
  }),
  createPerson("mateo_rossi", "Mateo Rossi", "employee", "Design", {
    sinceDays: 24,
    difficulty: [3, 3],
    firstTasks: 4,
  }),
  createPerson("olivia_brown", "Olivia Brown", "employee", "Support", {
    perWeek: 9,
    punctuality: [0.9, 0.94],
    difficulty: [3.2, 3.8],
    ability: [8, 8.6],
  }),
  createPerson("mohammed_ali", "Mohammed Ali", "employee", "Support", {
    perWeek: 9,
    punctuality: [0.84, 0.9],
    difficulty: [3.6, 4],
    ability: [7.4, 8.2],
  }),
  createPerson("anja_petrovic", "Anja Petrović", "employee", "Support", {
    perWeek: 8,
    punctuality: [0.74, 0.6],
    difficulty: [3.4, 3.6],
    ability: [6.4, 6.2],
  }),
  createPerson("kwame_mensah", "Kwame Mensah", "employee", "Support", {
    perWeek: 7.5,
    punctuality: [0.8, 0.88],
    difficulty: [4, 4.4],
  }),
  createPerson("sofia_garcia", "Sofía García", "employee", "Support", {
    sinceDays: 120,
    perWeek: 7,
    punctuality: [0.7, 0.92],
    difficulty: [3, 4],
    ability: [5.8, 7.6],
  }),
  createPerson("henrik_larsen", "Henrik Larsen", "employee", "Support", {
    sinceDays: 3,
    perWeek: 0,
  }),
];

export const skillsByTeam: Readonly<Record<TeamName, readonly [string, ...string[]]>> = {
  Design: ["Illustration", "Layout", "Prototyping", "User research", "Accessibility"],
  Engineering: ["TypeScript", "SQL", "Testing", "Operations", "Architecture"],
  Support: ["Customer care", "Writing", "Triage", "Billing", "Onboarding"],
};
