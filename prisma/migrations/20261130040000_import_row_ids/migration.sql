-- Rows of one file that repeat an id are found a part of the file at a time.
CREATE INDEX "import_rows_organization_id_import_id_external_id_row_numbe_idx"
  ON "import_rows"("organization_id", "import_id", "external_id", "row_number");
