<?xml version="1.0" encoding="UTF-8"?>
<!-- A schema as a part of a page in mdoc: every element, attribute, word and type with what the schema says
     of it (its documentation, else the comment before it), so that the page lacks no setting. What is to be said in
     the page's language stands between tabs, for words.awk. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xsl:output method="text" encoding="UTF-8"/>

  <!-- A text, and what stands in it for %s; with no text that by itself. -->
  <xsl:template name="say">
    <xsl:param name="text"/>
    <xsl:param name="with"/>
    <xsl:value-of select="concat('&#9;', normalize-space($text), '&#9;', normalize-space($with), '&#9;')"/>
  </xsl:template>
  <!-- As a line that mdoc takes as it stands. -->
  <xsl:template name="plain">
    <xsl:param name="text"/>
    <xsl:param name="with"/>
    <xsl:text>\&amp;</xsl:text>
    <xsl:call-template name="say"><xsl:with-param name="text" select="$text"/><xsl:with-param name="with" select="$with"/></xsl:call-template>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- What the schema says of the node. -->
  <xsl:template name="said">
    <xsl:variable name="above" select="preceding-sibling::node()[not(self::text()[normalize-space() = ''])][1]"/>
    <xsl:variable name="behind" select="following-sibling::node()[not(self::text()[not(contains(., '&#10;'))])][1]"/>
    <xsl:choose>
      <xsl:when test="xs:annotation">
        <xsl:call-template name="plain"><xsl:with-param name="text" select="xs:annotation/xs:documentation"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$behind/self::comment()">
        <xsl:call-template name="plain"><xsl:with-param name="text" select="$behind"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$above/self::comment() and contains($above/preceding-sibling::node()[1], '&#10;')">
        <xsl:call-template name="plain"><xsl:with-param name="text" select="$above"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A name without the prefix of its namespace. -->
  <xsl:template name="local">
    <xsl:choose>
      <xsl:when test="contains(., ':')"><xsl:value-of select="substring-after(., ':')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- (type, whether it is needed and how often, its default) -->
  <xsl:template name="measure">
    <xsl:variable name="all">
      <xsl:if test="@type">
        <xsl:text>, </xsl:text>
        <xsl:for-each select="@type"><xsl:call-template name="local"/></xsl:for-each>
      </xsl:if>
      <xsl:if test="@use = 'required'">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="say"><xsl:with-param name="text">needed</xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:if test="(self::xs:attribute and not(@use)) or @minOccurs = '0'">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="say"><xsl:with-param name="text">optional</xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:if test="@maxOccurs = 'unbounded'">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="say"><xsl:with-param name="text">any number</xsl:with-param></xsl:call-template>
      </xsl:if>
      <xsl:if test="@maxOccurs and @maxOccurs != 'unbounded'">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="say"><xsl:with-param name="text">up to %s</xsl:with-param><xsl:with-param name="with" select="@maxOccurs"/></xsl:call-template>
      </xsl:if>
      <xsl:if test="@default">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="say"><xsl:with-param name="text">default "%s"</xsl:with-param><xsl:with-param name="with" select="@default"/></xsl:call-template>
      </xsl:if>
      <xsl:if test="@fixed">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="say"><xsl:with-param name="text">always "%s"</xsl:with-param><xsl:with-param name="with" select="@fixed"/></xsl:call-template>
      </xsl:if>
    </xsl:variable>
    <xsl:if test="$all != ''">
      <xsl:value-of select="concat('\&amp;(', substring($all, 3), ')&#10;')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="/xs:schema">
    <xsl:apply-templates select="xs:element"/>
    <xsl:apply-templates select="xs:complexType | xs:group | xs:attributeGroup"/>
    <xsl:apply-templates select="xs:simpleType"/>
  </xsl:template>

  <!-- What has a name of its own at the top is a chapter. -->
  <xsl:template match="/xs:schema/*">
    <xsl:text>.Ss </xsl:text>
    <xsl:call-template name="say">
      <xsl:with-param name="text">
        <xsl:choose>
          <xsl:when test="self::xs:element">The root %s</xsl:when>
          <xsl:when test="self::xs:simpleType">The value %s</xsl:when>
          <xsl:when test="self::xs:complexType">The element type %s</xsl:when>
          <xsl:otherwise>The group %s</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="with" select="@name"/>
    </xsl:call-template>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="said"/>
    <xsl:call-template name="parts"/>
  </xsl:template>

  <!-- All that stands in a node, but what stands in a part of it. -->
  <xsl:template name="parts">
    <xsl:variable name="depth" select="count(ancestor-or-self::*[@name])"/>
    <xsl:variable name="own" select=".//*[count(ancestor::*[@name]) = $depth]"/>
    <xsl:for-each select="$own[self::xs:extension][1]/@base | $own[self::xs:restriction][1]/@base | @type">
      <xsl:call-template name="plain">
        <xsl:with-param name="text">Its kind is %s.</xsl:with-param>
        <xsl:with-param name="with"><xsl:call-template name="local"/></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$own[(self::xs:simpleType or self::xs:complexType) and not(@name)]/xs:annotation/xs:documentation">
      <xsl:call-template name="plain"><xsl:with-param name="text" select="."/></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$own[self::xs:group or self::xs:attributeGroup][@ref]">
      <xsl:call-template name="plain">
        <xsl:with-param name="text">The group %s is part of it.</xsl:with-param>
        <xsl:with-param name="with"><xsl:for-each select="@ref"><xsl:call-template name="local"/></xsl:for-each></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$own[self::xs:pattern]">
      <xsl:call-template name="plain"><xsl:with-param name="text">It matches</xsl:with-param></xsl:call-template>
      <xsl:text>.Bd -literal -offset indent&#10;</xsl:text>
      <xsl:call-template name="plain"><xsl:with-param name="with" select="@value"/></xsl:call-template>
      <xsl:text>.Ed&#10;</xsl:text>
    </xsl:for-each>
    <xsl:for-each select="$own[self::xs:minInclusive or self::xs:maxInclusive or self::xs:minLength or self::xs:maxLength]">
      <xsl:call-template name="plain">
        <xsl:with-param name="text">
          <xsl:choose>
            <xsl:when test="self::xs:minInclusive">At least %s.</xsl:when>
            <xsl:when test="self::xs:maxInclusive">At most %s.</xsl:when>
            <xsl:when test="self::xs:minLength">Length at least %s.</xsl:when>
            <xsl:otherwise>Length at most %s.</xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
        <xsl:with-param name="with" select="@value"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="$own[self::xs:enumeration or ((self::xs:element or self::xs:attribute) and @name)]">
      <xsl:text>.Bl -tag -width Ds&#10;</xsl:text>
      <xsl:for-each select="$own[self::xs:attribute][@name]">
        <xsl:value-of select="concat('.It Fa ', @name, ' No =&#10;')"/>
        <xsl:call-template name="measure"/>
        <xsl:call-template name="said"/>
        <xsl:call-template name="parts-of-part"/>
      </xsl:for-each>
      <xsl:for-each select="$own[self::xs:element][@name]">
        <xsl:value-of select="concat('.It Aq Cm ', @name, '&#10;')"/>
        <xsl:call-template name="measure"/>
        <xsl:call-template name="said"/>
        <xsl:call-template name="parts-of-part"/>
      </xsl:for-each>
      <xsl:for-each select="$own[self::xs:enumeration]">
        <xsl:text>.It Li </xsl:text>
        <xsl:call-template name="plain"><xsl:with-param name="with" select="@value"/></xsl:call-template>
        <xsl:call-template name="said"/>
      </xsl:for-each>
      <xsl:text>.El&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- Of one that has no named type of its own. -->
  <xsl:template name="parts-of-part">
    <xsl:if test="xs:complexType or xs:simpleType"><xsl:call-template name="parts"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
