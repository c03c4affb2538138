-- AlterTable
ALTER TABLE "sms_deliveries" DROP COLUMN "outcome",
DROP COLUMN "phone",
DROP COLUMN "receipt",
DROP COLUMN "receipt_at",
ADD COLUMN     "country" TEXT,
ADD COLUMN     "error_code" TEXT,
ADD COLUMN     "phone_hash" TEXT NOT NULL,
ADD COLUMN     "price" TEXT,
ADD COLUMN     "segments" SMALLINT,
ADD COLUMN     "status" TEXT NOT NULL,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL;

-- CreateIndex
CREATE INDEX IF NOT EXISTS "sms_deliveries_created_at_idx" ON "sms_deliveries"("created_at");
