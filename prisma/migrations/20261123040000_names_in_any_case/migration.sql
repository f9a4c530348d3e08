-- Skills and teams are told apart by more than the case of their names: two writers at once could make both.
CREATE UNIQUE INDEX "skills_organization_id_lower_name_key" ON "skills" ("organization_id", lower("name"));
CREATE UNIQUE INDEX "teams_organization_id_lower_name_key" ON "teams" ("organization_id", lower("name"));

-- 32 bits were few enough for two members of a large organization to meet.
ALTER TABLE "users" ALTER COLUMN "alias" SET DEFAULT ('member-'::text || substr(replace((gen_random_uuid())::text, '-'::text, ''::text), 1, 16));
