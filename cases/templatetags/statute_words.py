"""Acts in templates: their addresses and short names."""

from django import template

from cases import statute_addresses

register = template.Library()
register.filter("act_slug", statute_addresses.act_slug)
register.filter("short_name", statute_addresses.short_name)
