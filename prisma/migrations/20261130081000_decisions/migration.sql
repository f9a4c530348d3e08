CREATE TYPE "DecisionKind" AS ENUM ('pay', 'promotion', 'warning', 'other');

CREATE TABLE "decisions" (
    "organization_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "kind" "DecisionKind" NOT NULL,
    "grounds" TEXT,
    "decided_by" INTEGER NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "contest_reason" TEXT,
    "contested_at" TIMESTAMPTZ(3),
    "reply" TEXT,
    "replied_by" INTEGER,
    "replied_at" TIMESTAMPTZ(3),
    "texts_erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE INDEX "decisions_organization_id_user_id_id_idx" ON "decisions"("organization_id", "user_id", "id" DESC);

ALTER TABLE "decisions" ADD CONSTRAINT "decisions_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_organization_id_decided_by_fkey" FOREIGN KEY ("organization_id", "decided_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_organization_id_replied_by_fkey" FOREIGN KEY ("organization_id", "replied_by") REFERENCES "users"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Nobody decides about themself, and another person than the one who decided replies to a contest.
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_people_check" CHECK (
  "decided_by" <> "user_id" AND ("replied_by" IS NULL OR ("replied_by" <> "user_id" AND "replied_by" <> "decided_by"))
);
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_texts_check" CHECK (
  CASE WHEN "texts_erased_at" IS NOT NULL
    THEN "grounds" IS NULL AND "contest_reason" IS NULL AND "reply" IS NULL
    ELSE "grounds" IS NOT NULL AND ("contest_reason" IS NULL) = ("contested_at" IS NULL)
      AND ("reply" IS NULL) = ("replied_at" IS NULL)
  END
  AND ("replied_by" IS NULL) = ("replied_at" IS NULL) AND ("replied_at" IS NULL OR "contested_at" IS NOT NULL)
  AND char_length("grounds") <= 2000 AND char_length("contest_reason") <= 2000 AND char_length("reply") <= 2000
);
