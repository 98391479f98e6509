-- Sign-in, as better-auth keeps it; then what a person may do and what was done.
CREATE TABLE auth_users (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  two_factor_enabled boolean DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth_sessions (
  id text PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  token text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  ip_address text,
  user_agent text,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE
);
CREATE INDEX auth_sessions_of_user ON auth_sessions (user_id);
CREATE TABLE auth_accounts (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_accounts_of_user ON auth_accounts (user_id);
CREATE TABLE auth_verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_verifications_by_identifier ON auth_verifications (identifier);
CREATE TABLE auth_two_factors (
  id text PRIMARY KEY,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
  verified boolean DEFAULT true,
  failed_verification_count integer DEFAULT 0,
  locked_until timestamptz
);
CREATE TABLE grants (
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('national-admin', 'national-viewer', 'province-manager', 'unit-officer', 'operator-engineer', 'auditor')),
  province_code text,
  unit_code text,
  operator text,
  CHECK ((role = 'province-manager') = (province_code IS NOT NULL)),
  CHECK ((role = 'unit-officer') = (unit_code IS NOT NULL)),
  CHECK ((role = 'operator-engineer') = (operator IS NOT NULL))
);
CREATE INDEX grants_of_user ON grants (user_id);
CREATE TABLE sign_in_failures (
  email text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_failures_by_email ON sign_in_failures (email, at);
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  person text NOT NULL,
  verb text NOT NULL,
  province_code text,
  unit_code text,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'
);
