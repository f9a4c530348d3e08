-- A member who sees how the organization is administered, and no figure of others. No statement of this migration may
-- use the value: PostgreSQL allows it only after the commit.
ALTER TYPE "Role" ADD VALUE 'auditor' BEFORE 'admin';
