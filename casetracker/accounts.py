"""Where our sign-in departs from allauth's: throttle, addresses, words, the QR code in the page."""

from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from qrcode.image.svg import SvgPathImage

from casetracker.client_address import client_address


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in for accounts that admins make."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "No account has this name with this password. Both are as "
        "your admin gave them to you; the password minds capital letters.",
        "incorrect_password": "This is not your password.",
        "too_many_login_attempts": "That was one wrong code too many. Wait five minutes, then "
        "enter the code that your app shows then.",
        "rate_limited": "That was one wrong code too many. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; an admin makes the account."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: django-axes counts wrong passwords; allauth only wrong codes."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address that django-axes counts by."""
        return client_address(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: an authenticator app, and recovery codes for the day it is lost."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is not the code of this moment. Enter the one your app shows now, "
        "or a recovery code that you have not used yet.",
    }

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an `<svg>` for the page itself: the policy allows no `data:` image."""
        image = qrcode.make(url, image_factory=SvgPathImage, border=2)
        out = BytesIO()
        image.save(out)
        svg = out.getvalue().decode()
        return svg[svg.index("<svg") :]
