"""Signing in and out, and one's own password and second factor. No sign-up, no e-mail.

Only these of allauth's pages exist, and beside them one's tokens for the API. Whoever is signed in
may use them, also somebody who is in no group yet; those about signing in are open to all by
themselves.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as authenticator_app
from django.urls import path

from casetracker import api_tokens
from casetracker.public_reading import for_everybody_signed_in as own

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/", own(account.password_change), name="account_change_password"),
    path("confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("", own(second_factor.index), name="mfa_index"),
    path("tokens/", own(api_tokens.tokens), name="api_tokens"),
    path("tokens/make/", own(api_tokens.make), name="make_api_token"),
    path("tokens/revoke/", own(api_tokens.revoke), name="revoke_api_token"),
    path("code/", second_factor.authenticate, name="mfa_authenticate"),
    path("confirm/code/", own(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("app/add/", own(authenticator_app.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", own(authenticator_app.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery/", own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "recovery/new/",
        own(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery/download/",
        own(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
