-- Mappings of files that administrators keep. Each change is a new version, and an import knows which one it used.
CREATE TABLE "import_mappings" (
  "organization_id" INTEGER NOT NULL,
  "id" SERIAL NOT NULL,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "import_mappings_pkey" PRIMARY KEY ("organization_id", "id"),
  CONSTRAINT "import_mappings_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id")
    ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "import_mappings_version_check" CHECK ("version" >= 1)
);

CREATE TABLE "import_mapping_versions" (
  "organization_id" INTEGER NOT NULL,
  "mapping_id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "content" JSONB NOT NULL,
  "header" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "import_mapping_versions_pkey" PRIMARY KEY ("organization_id", "mapping_id", "version"),
  CONSTRAINT "import_mapping_versions_organization_id_mapping_id_fkey"
    FOREIGN KEY ("organization_id", "mapping_id") REFERENCES "import_mappings"("organization_id", "id")
    ON DELETE RESTRICT ON UPDATE RESTRICT
);

ALTER TABLE "imports" ADD COLUMN "mapping_id" INTEGER, ADD COLUMN "mapping_version" INTEGER;
ALTER TABLE "imports"
  ADD CONSTRAINT "imports_organization_id_mapping_id_mapping_version_fkey"
    FOREIGN KEY ("organization_id", "mapping_id", "mapping_version")
    REFERENCES "import_mapping_versions"("organization_id", "mapping_id", "version")
    ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD CONSTRAINT "imports_mapping_check" CHECK (("mapping_id" IS NULL) = ("mapping_version" IS NULL));
